import { EXIT, UserError, type ExitCode } from '../model/index.js'
import { printable } from '../report/text.js'

/** An error as lines for stderr and an exit code. */
export interface Failure {
  text: string
  exitCode: ExitCode
}

const FILE_ERRORS = new Map([
  ['ENOENT', 'does not exist'],
  ['EACCES', 'may not be read or written'],
  ['EPERM', 'may not be read or written'],
  ['EISDIR', 'is a directory'],
  ['ENOTDIR', 'is not a directory'],
])

/** What to say of an error: one clear line, then what to do; the trace only with `INROADS_DEBUG`. */
export function describeFailure(error: unknown, debug: boolean): Failure {
  const trace = debug && error instanceof Error && error.stack !== undefined ? `${error.stack}\n` : ''
  if (error instanceof UserError) return { text: lines(error.message, error.hint) + trace, exitCode: error.exitCode }
  const { code, path, message } = fields(error)
  const said = code === undefined ? undefined : FILE_ERRORS.get(code)
  if (said !== undefined && path !== undefined) {
    return { text: lines(`\`${path}\` ${said}`, null) + trace, exitCode: EXIT.usage }
  }
  if (code === 'ENOSPC') return { text: lines('no space left on the device', null) + trace, exitCode: EXIT.backend }
  const hint = 'this is a defect in inroads: run it again with INROADS_DEBUG=1 and report what it prints'
  return { text: lines(`internal error: ${message}`, hint) + trace, exitCode: EXIT.backend }
}

function fields(error: unknown): { code: string | undefined; path: string | undefined; message: string } {
  if (!(error instanceof Error)) return { code: undefined, path: undefined, message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined
  return { code, path, message: error.message }
}

/** `inroads: message`, then each line of the hint, indented. */
export function lines(message: string, hint: string | null): string {
  const hints = hint === null ? [] : hint.split('\n').map((line) => `  ${printable(line)}`)
  return `${[`inroads: ${printable(message)}`, ...hints].join('\n')}\n`
}
