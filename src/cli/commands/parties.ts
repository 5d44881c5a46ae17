import { resolve } from 'node:path'
import type { Command } from 'commander'
import { EXIT } from '../../model/index.js'
import { note, openQuestions, printAnswer, registryPath, writePieces } from '../session.js'
import type { Run } from './verb.js'

/** `inroads parties`, `inroads parties suggest`, `inroads parties import <file>` */
export function addParties(program: Command, run: Run): void {
  const parties = program
    .command('parties')
    .summary('who is outside, and by which doors they come in')
    .description('Lists the outside parties of the snapshot and the identities by which our policies name them.')
  parties.action(() =>
    run(parties, [], async (session) => {
      const questions = await openQuestions(session)
      return printAnswer(session, questions.parties())
    }),
  )

  const suggest = parties
    .command('suggest')
    .summary('entries of parties.yaml for who is not registered yet')
    .description('Prints entries of parties.yaml for the parties that are not registered yet, to be completed by hand.')
  suggest.action(() =>
    run(suggest, [], async (session) => {
      const questions = await openQuestions(session)
      const { parties: rows } = questions.parties()
      const unknown = rows.filter((row) => !row.registered)
      const yaml = await session.host.ports.suggestParties(unknown, registryPath(session))
      await writePieces(session, [yaml])
      await note(session, `${String(unknown.length)} not registered; complete the entries and add them to parties.yaml`)
      return EXIT.clean
    }),
  )

  const importing = parties
    .command('import')
    .summary('entries of parties.yaml out of a list of known accounts')
    .description('Prints entries of parties.yaml out of a list of known AWS accounts in the fwd:cloudsec format.')
    .argument('<file>', 'a YAML file')
  importing.action((file: string) =>
    run(importing, [], async (session) => {
      const path = resolve(session.host.cwd, file)
      const { yaml, taken, skipped } = await session.host.ports.importKnownAccounts(path, registryPath(session))
      await writePieces(session, [yaml])
      await note(session, `${String(taken)} parties taken over, ${String(skipped)} entries left out`)
      return EXIT.clean
    }),
  )
}
