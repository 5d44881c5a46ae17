import type { Command } from 'commander'
import { namedSnapshot, printAnswer, registryPath } from '../session.js'
import type { Run } from './verb.js'

/** `inroads status` */
export function addStatus(program: Command, run: Run): void {
  const command = program
    .command('status')
    .summary('what is stored and what it covers')
    .description(
      'Where things are kept, which snapshots are stored, which one answers, what it covers and could not see, and which collections can go on.',
    )
  command.action(() =>
    run(command, [], async (session) => {
      const { unfinishedRuns } = await import('../collect/runs.js')
      const stored = await session.host.ports.stored(session.home, await namedSnapshot(session, 'if-outdated'))
      return printAnswer(session, {
        schema: 'inroads/status/1',
        home: session.home,
        parties: registryPath(session) ?? null,
        ...stored,
        unfinished: unfinishedRuns(session.home),
      })
    }),
  )
}
