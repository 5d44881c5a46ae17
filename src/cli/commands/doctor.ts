import type { Command } from 'commander'
import { CLOUD_OPTIONS } from '../options.js'
import { declareOptions, type Run } from './verb.js'

/** `inroads doctor` */
export function addDoctor(program: Command, run: Run): void {
  const command = program
    .command('doctor')
    .summary('check what collecting needs')
    .description(
      'Checks this machine, the folder of snapshots, and for each cloud the credentials, permissions and clock; says what to do.',
    )
    .addHelpText(
      'after',
      [
        '\nTakes the options of `collect` that say which clouds are read, and as whom.',
        '\nExit codes: 0 (also where something is wrong), 3 something is wrong (with --strict), 4 credentials are not accepted.',
        '\nExamples:\n  inroads doctor\n  inroads doctor --cloud aws --role inroads-reader --strict',
      ].join('\n'),
    )
  declareOptions(command, CLOUD_OPTIONS)
  command.action(() =>
    run(command, CLOUD_OPTIONS, async (session) => (await import('../collect/doctor.js')).doctor(session)),
  )
}
