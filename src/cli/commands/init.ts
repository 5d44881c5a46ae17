import type { Command } from 'commander'
import type { OptionSpec } from '../options.js'
import { declareOptions, type Run } from './verb.js'

const INIT_OPTIONS: readonly OptionSpec[] = [
  { name: 'yes', kind: 'switch', short: '-y', initially: false, description: 'ask nothing: take what is found here' },
  { name: 'force', kind: 'switch', initially: false, description: 'replace files that are there' },
]

/** `inroads init` */
export function addInit(program: Command, run: Run): void {
  const command = program
    .command('init')
    .summary('write inroads.yaml by asking')
    .description(
      'Asks which clouds are to be read and as whom, and writes a commented inroads.yaml for `inroads collect` into the current folder, with a parties.yaml to fill in if that is wanted.',
    )
    .addHelpText(
      'after',
      '\nAnswers may come from a pipe, one on each line; what is left out keeps its default.\n\nExamples:\n  inroads init\n  inroads init --yes && inroads doctor && inroads collect',
    )
  declareOptions(command, INIT_OPTIONS)
  command.action(() =>
    run(command, INIT_OPTIONS, async (session) => (await import('../collect/init.js')).init(session)),
  )
}
