import { vi } from 'vitest'
import { answerFile } from '../../../connectors/gcp/collect/answer-file.js'
import { createGcpCollector, gcpConnector } from '../../../connectors/gcp/index.js'
import type { GcpCollectOptions } from '../../../connectors/gcp/index.js'
import type { FoundRecord } from '../../../src/connector/index.js'
import { canonicalJson, type Facts, type Json } from '../../../src/model/index.js'
import { collectAll, type Collected } from './collect-loop.js'
import { startGoogleServer, type GoogleServer, type GoogleServerOptions } from './google-server.js'

/** Credentials of the metadata server, and no others. */
export function stubCredentials(server: GoogleServer): void {
  vi.stubEnv('HOME', '/nowhere')
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', undefined)
  vi.stubEnv('GCE_METADATA_HOST', server.host)
}

export function optionsAt(server: GoogleServer, more: Partial<GcpCollectOptions> = {}): GcpCollectOptions {
  return {
    scopes: [],
    env: { INROADS_GCP_ENDPOINT: server.url },
    now: () => Date.parse('2026-11-20T00:00:00Z'),
    ...more,
  }
}

/** Serves, collects everything once, and takes the server down. */
export async function collectedFrom(
  served: GoogleServerOptions,
  more: Partial<GcpCollectOptions> = {},
): Promise<Collected & { server: GoogleServer }> {
  const server = await startGoogleServer(served)
  try {
    stubCredentials(server)
    const collector = await createGcpCollector(optionsAt(server, more))
    const found = await collectAll(collector)
    await collector.close?.()
    return { ...found, server }
  } finally {
    await server.close()
  }
}

export function recordsOfFiles(files: Record<string, object>): FoundRecord[] {
  return Object.entries(files).flatMap(([path, body]) => {
    const recognition = gcpConnector.recognise(answerFile(path, body as Json))
    if (recognition === null || recognition.malformed !== null)
      throw new Error(`\`${path}\` is not recognised: ${recognition?.malformed ?? 'not Google'}`)
    return recognition.records
  })
}

export function factsOf(found: readonly FoundRecord[]): Facts {
  return gcpConnector.normalize(gcpConnector.settle(inOrder(found)).records)
}

/** The order in which a snapshot keeps records. */
export function inOrder(found: readonly FoundRecord[]): FoundRecord[] {
  return [...found].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
}

/** Records of several parts: one of each file. */
export function joined(parts: readonly (readonly FoundRecord[])[]): FoundRecord[] {
  const all = new Map<string, FoundRecord>()
  for (const record of parts.flat()) all.set(canonicalJson(record as unknown as Json), record)
  return inOrder([...all.values()])
}
