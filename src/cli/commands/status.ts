import type { Command } from 'commander'
import { printAnswer, registryPath } from '../session.js'
import type { Run } from './verb.js'

/** `inroads status` */
export function addStatus(program: Command, run: Run): void {
  const command = program
    .command('status')
    .summary('what is stored and what it covers')
    .description('Where things are kept, which snapshots are stored, which one answers, and what it could not see.')
  command.action(() =>
    run(command, [], async (session) => {
      const stored = await session.host.ports.stored(session.home, session.settings.text('snapshot'))
      return printAnswer(session, {
        schema: 'inroads/status/1',
        home: session.home,
        parties: registryPath(session) ?? null,
        ...stored,
      })
    }),
  )
}
