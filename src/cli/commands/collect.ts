import type { Command } from 'commander'
import { COLLECT_OPTIONS } from '../options.js'
import { declareOptions, type Run } from './verb.js'

const MORE = `
Without --cloud, these clouds are read: those that an option or inroads.yaml names something of (--role, --tenant,
--scopes ...), and those whose credentials are plainly there (a variable such as AWS_PROFILE, or the file in which the
cloud's own command line keeps them). Only calls that read are made; \`--dry-run\` lists them with their permissions.

A run that was interrupted goes on where it stopped when the same command is given again. A scope that cannot be read
at all keeps its last records, and every answer says from when they are.

Exit codes: 0 stored, 2 usage, 3 something was not read (with --strict), 4 the credentials were not accepted,
5 nothing could be reached, 130 interrupted.

Examples:
  inroads collect
  inroads collect --cloud aws --role inroads-reader --regions us-east-1,eu-west-1
  inroads collect --cloud azure --tenant contoso.example
  inroads collect --cloud gcp --scopes organizations/123456789012
  inroads collect --cloud aws --role inroads-reader --shard 1/8`

/** `inroads collect` */
export function addCollect(program: Command, run: Run): void {
  const command = program
    .command('collect')
    .summary('read your clouds')
    .description('Reads AWS, Azure and Google Cloud, and makes one snapshot of what they say, as an import would.')
    .addHelpText('after', MORE)
  declareOptions(command, COLLECT_OPTIONS)
  command.action(() =>
    run(command, COLLECT_OPTIONS, async (session) => (await import('../collect/collect.js')).collect(session)),
  )
}
