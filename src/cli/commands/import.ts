import type { Command } from 'commander'
import { EXIT } from '../../model/index.js'
import { note, printAnswer } from '../session.js'
import { STORE_OPTION } from '../options.js'
import { destinationOf, pushedAndPrinted } from '../stores.js'
import { declareOptions, type Run } from './verb.js'

const PROGRESS_EVERY_MS = 1000

/** `inroads import <path>...` */
export function addImport(program: Command, run: Run): void {
  const command = program
    .command('import')
    .summary('read files that the clouds printed')
    .description("Reads files that the clouds' own tools printed into one snapshot, which then answers every question.")
    .argument('<path...>', 'folders, .json, .ndjson, .yaml, .json.gz or .tar.gz files, or - for standard input')
    .addHelpText(
      'after',
      '\nExample:\n  aws iam get-account-authorization-details > dump.json && inroads import dump.json',
    )
  declareOptions(command, [STORE_OPTION])
  command.action((paths: string[]) =>
    run(command, [STORE_OPTION], async (session) => {
      const destination = await destinationOf(session)
      const { stderr } = session.host
      const showing = stderr.isTTY && !session.settings.on('quiet')
      let saidAt = session.host.now()
      const progress = (text: string): void => {
        const now = session.host.now()
        if (!showing || now - saidAt < PROGRESS_EVERY_MS) return
        saidAt = now
        void stderr.write(`inroads: ${text}\n`)
      }
      const answer = await session.host.ports.importPaths(paths, { home: session.home, progress })
      const printed = await pushedAndPrinted(session, destination, answer.snapshot.id, () =>
        printAnswer(session, answer),
      )
      const { malformed, unrecognised } = answer.files
      if ((session.settings.text('output') ?? 'table') !== 'table') {
        for (const file of malformed) await note(session, `malformed, left out: \`${file.path}\`: ${file.message}`)
        for (const path of unrecognised) await note(session, `warning: not recognised, left out: \`${path}\``)
      }
      if (malformed.length > 0) {
        await note(
          session,
          'the rest was imported; what the malformed files would have said is missing from every answer',
        )
        return EXIT.usage
      }
      if (showing) await note(session, 'next: `inroads parties`, then `inroads reach --all`')
      return printed
    }),
  )
}
