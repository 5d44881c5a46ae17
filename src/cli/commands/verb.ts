import { Option, type Command } from 'commander'
import type { ExitCode } from '../../model/index.js'
import { longName, type OptionSpec } from '../options.js'
import type { Session } from '../session.js'

/** Runs the body of a command with its settings and keeps the exit code that it returns. */
export type Run = (
  command: Command,
  options: readonly OptionSpec[],
  body: (session: Session) => Promise<ExitCode>,
) => Promise<void>

/** Declares options on a command. Every switch has its opposite too, so that a flag can undo an environment variable. */
export function declareOptions(command: Command, options: readonly OptionSpec[]): void {
  for (const option of options) {
    const long = longName(option)
    const short = option.short === undefined ? '' : `${option.short}, `
    if (option.kind === 'switch') {
      const hidden = option.initially === true
      command.addOption(new Option(`${short}--${long}`, option.description).hideHelp(hidden))
      command.addOption(new Option(`--no-${long}`, option.description).hideHelp(!hidden))
      continue
    }
    const declared = new Option(`${short}--${long} <${option.value ?? 'value'}>`, option.description)
    if (option.kind === 'list') {
      declared.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value])
    }
    command.addOption(declared)
  }
}
