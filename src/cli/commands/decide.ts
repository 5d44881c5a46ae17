import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { EXIT } from '../../model/index.js'
import type { Decision } from '../../policy/aws/record.js'
import type { DecideRecord } from '../decide-records.js'
import type { Ports } from '../ports.js'
import { note, writePieces } from '../session.js'
import type { Run } from './verb.js'

/** `inroads decide [file|-]` */
export function addDecide(program: Command, run: Run): void {
  const command = program
    .command('decide')
    .summary('decide requests against policies, without a snapshot')
    .description(
      'Decides records that carry a request and its policies: NDJSON or a JSON list in, one line per record out.',
    )
    .argument('[file]', 'a file, or - for standard input', '-')
  command.action((file: string) =>
    run(command, [], async (session) => {
      const { host } = session
      const input = file === '-' ? host.stdin : createReadStream(resolve(host.cwd, file))
      const decide = decider(host.ports)
      const [{ recordTexts }, { readRecord }, { jsonText }] = await Promise.all([
        import('../record-stream.js'),
        import('../decide-records.js'),
        import('../../report/json.js'),
      ])
      let count = 0
      let bad = 0
      let pieces: string[] = []
      for await (const one of recordTexts(input)) {
        count += 1
        const read = 'error' in one ? { ok: false as const, id: null, error: one.error } : readRecord(one.text)
        const line = read.ok ? await decided(decide, read.record) : { id: read.id, error: read.error }
        if ('error' in line) bad += 1
        pieces.push(`${jsonText(line, null)}\n`)
        if (pieces.length < 256) continue
        await writePieces(session, pieces)
        pieces = []
      }
      await writePieces(session, pieces)
      if (bad === 0) return EXIT.clean
      await note(session, `${String(bad)} of ${String(count)} records could not be decided; their lines hold \`error\``)
      return EXIT.usage
    }),
  )
}

type Line = ({ id: string } & Decision) | { id: string; error: string }

type Decide = (record: DecideRecord) => Decision | Promise<Decision>

/** Decides records of every cloud; what a cloud needs is loaded when its first record comes. */
function decider(ports: Ports): Decide {
  let aws: Awaited<ReturnType<Ports['loadDecideAws']>> | null = null
  let azure: Awaited<ReturnType<Ports['loadDecideAzure']>> | null = null
  let gcp: Awaited<ReturnType<Ports['loadDecideGcp']>> | null = null
  return async (record) => {
    switch (record.cloud) {
      case 'aws':
        return (aws ??= await ports.loadDecideAws())(record)
      case 'azure':
        return (azure ??= await ports.loadDecideAzure())(record)
      case 'gcp':
        return (gcp ??= await ports.loadDecideGcp())(record)
    }
  }
}

async function decided(decide: Decide, record: DecideRecord): Promise<Line> {
  try {
    return { id: record.id, ...(await decide(record)) }
  } catch (error) {
    return { id: record.id, error: error instanceof Error ? error.message : String(error) }
  }
}
