import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { EXIT } from '../../model/index.js'
import type { AwsDecideRecord, Decision } from '../../policy/aws/record.js'
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
      const [decideAws, { recordTexts }, { readRecord }, { jsonText }] = await Promise.all([
        host.ports.loadDecideAws(),
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
        const line = read.ok ? decided(decideAws, read.record) : { id: read.id, error: read.error }
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

function decided(decideAws: (record: AwsDecideRecord) => Decision, record: AwsDecideRecord): Line {
  try {
    return { id: record.id, ...decideAws(record) }
  } catch (error) {
    return { id: record.id, error: error instanceof Error ? error.message : String(error) }
  }
}
