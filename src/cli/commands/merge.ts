import type { Command } from 'commander'
import { note, printAnswer } from '../session.js'
import { STORE_OPTION } from '../options.js'
import { destinationOf, fetchedNames, pushedAndPrinted } from '../stores.js'
import { declareOptions, type Run } from './verb.js'

/** `inroads merge <snapshot>...` */
export function addMerge(program: Command, run: Run): void {
  const command = program
    .command('merge')
    .summary('join snapshots into one')
    .description(
      'Joins snapshots, such as the parts that `collect --shard` read, into one that answers every question. Its id is that of a single run over everything.',
    )
    .argument(
      '<snapshot...>',
      'ids, beginnings of ids, or folders of snapshots; s3://bucket/prefix or another store, with an id or without',
    )
    .addHelpText(
      'after',
      [
        '\nWhere parts answer the same call differently, an answer wins over a refusal and the newer answer over the older.',
        '\nExamples:\n  inroads merge 3f2a 91bc\n  inroads merge part-1/snapshots/* part-2/snapshots/*\n  inroads merge s3://audit/part-1 s3://audit/part-2 --store s3://audit/all',
      ].join('\n'),
    )
  declareOptions(command, [STORE_OPTION])
  command.action((snapshots: string[]) =>
    run(command, [STORE_OPTION], async (session) => {
      const destination = await destinationOf(session)
      const names = await fetchedNames(session, snapshots)
      const answer = await session.host.ports.mergeSnapshots(names, session.home)
      const printed = await pushedAndPrinted(session, destination, answer.snapshot.id, () =>
        printAnswer(session, answer),
      )
      if (session.host.stderr.isTTY) await note(session, 'next: `inroads parties`, then `inroads reach --all`')
      return printed
    }),
  )
}
