/** The exit codes that other programs rely on. */
export const EXIT = {
  clean: 0,
  findings: 1,
  usage: 2,
  incomplete: 3,
  credentials: 4,
  backend: 5,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/**
 * Something the user can put right.
 *
 * `message` is one line: lower-case, no final period, input in backticks, causes outer to inner with
 * colons. `hint` says what to do next (may have several lines; null when the message says it all).
 */
export class UserError extends Error {
  override readonly name = 'UserError'

  constructor(
    message: string,
    readonly hint: string | null = null,
    readonly exitCode: ExitCode = EXIT.usage,
  ) {
    super(message)
  }
}
