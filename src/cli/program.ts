import { Command, CommanderError } from 'commander'
import { EXIT, type ExitCode } from '../model/index.js'
import { addBrowse } from './commands/browse.js'
import { addCollect } from './commands/collect.js'
import { addDecide } from './commands/decide.js'
import { addDoctor } from './commands/doctor.js'
import { addExplain } from './commands/explain.js'
import { addImport } from './commands/import.js'
import { addInit } from './commands/init.js'
import { addMerge } from './commands/merge.js'
import { addParties } from './commands/parties.js'
import { addPublish } from './commands/publish.js'
import { addQuery } from './commands/query.js'
import { addReach } from './commands/reach.js'
import { addSchema } from './commands/schema.js'
import { addStatus } from './commands/status.js'
import { declareOptions, type Run } from './commands/verb.js'
import { addWhoCan } from './commands/who-can.js'
import { describeFailure, lines } from './failure.js'
import type { Host } from './host.js'
import { GLOBAL_OPTIONS } from './options.js'
import { createSession } from './session.js'
import { resolveSettings } from './settings.js'

const EXIT_CODES = [
  '',
  'Every option has an environment variable (--today is INROADS_TODAY) and may stand in inroads.yaml here or in',
  "the user's configuration folder; a flag wins over the variable, the variable over the files.",
  '',
  'Exit codes: 0 clean, 1 findings, 2 usage or input, 3 incomplete (with --strict), 4 credentials, 5 backend,',
  '130 interrupted.',
].join('\n')

/**
 * Runs one command line and returns its exit code. Data goes to the host's stdout, everything else to its
 * stderr; no error escapes.
 *
 * @param args the arguments after the program's name
 */
export async function runCommandLine(args: readonly string[], version: string, host: Host): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.clean
  const help: string[] = []
  const usage: string[] = []
  const run: Run = async (command, options, body) => {
    const settings = await resolveSettings([...GLOBAL_OPTIONS, ...options], command.optsWithGlobals(), host)
    exitCode = await body(createSession(host, settings))
  }
  const program = buildProgram(version, run, help, usage, host)
  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) exitCode = await usageError(error, help, usage, host)
    else {
      const failure = describeFailure(error, Boolean(host.env['INROADS_DEBUG']))
      await host.stderr.write(failure.text)
      exitCode = failure.exitCode
    }
  }
  return exitCode
}

function buildProgram(version: string, run: Run, help: string[], usage: string[], host: Host): Command {
  const program = new Command('inroads')
    .description('Every road an outside party has into your clouds.')
    .version(version, '-V, --version', 'the version')
    .helpOption('-h, --help', 'help for a command')
    .helpCommand('help [command]', 'help for a command')
    .addHelpText('after', EXIT_CODES)
    .configureHelp({ showGlobalOptions: true, helpWidth: Number(host.env['COLUMNS']) || host.stdout.columns || 100 })
    .configureOutput({
      writeOut: (text) => help.push(text),
      writeErr: (text) => usage.push(text),
      outputError: () => undefined,
    })
    .exitOverride()
  declareOptions(program, GLOBAL_OPTIONS)
  addInit(program, run)
  addDoctor(program, run)
  addCollect(program, run)
  addImport(program, run)
  addMerge(program, run)
  addStatus(program, run)
  addParties(program, run)
  addReach(program, run)
  addWhoCan(program, run)
  addExplain(program, run)
  addDecide(program, run)
  addPublish(program, run)
  addQuery(program, run)
  addBrowse(program, run)
  addSchema(program, run)
  return program
}

/** Help and version are printed; a wrong command line gives one line and where to look. */
async function usageError(error: CommanderError, help: string[], usage: string[], host: Host): Promise<ExitCode> {
  if (error.exitCode === 0) {
    await host.stdout.write(help.join(''))
    return EXIT.clean
  }
  if (error.code === 'commander.help') {
    await host.stderr.write(usage.join(''))
    return EXIT.usage
  }
  const [first = '', ...rest] = error.message.split('\n')
  const message = first
    .replace(/^error: /, '')
    .replace(/'([^']*)'/g, '`$1`')
    .replace(/\.$/, '')
  const advice = rest.map((line) => line.replace(/^\(Did you mean (.*)\?\)$/, 'did you mean `$1`?'))
  await host.stderr.write(lines(message, [...advice, 'see `inroads --help`'].join('\n')))
  return EXIT.usage
}
