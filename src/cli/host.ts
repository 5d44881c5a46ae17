import type { Ports } from './ports.js'

/** A stream that commands write to; `write` waits until the reader keeps up. */
export interface Output {
  write(text: string): Promise<void>
  isTTY: boolean
  columns: number | undefined
}

/** Lets a command end by itself when the user wants it to stop. */
export interface Interruption {
  /** Aborted by the first Ctrl-C (or termination); the second one ends the program at once. */
  signal: AbortSignal
  /** From now on the first one ends the program at once again. */
  end(): void
}

/** Everything outside the program that a command may touch; tests give their own. */
export interface Host {
  env: { readonly [name: string]: string | undefined }
  cwd: string
  userHome: string
  platform: string
  /** As in `v20.11.1`. */
  nodeVersion: string
  /** The current time in milliseconds since 1970. */
  now: () => number
  stdin: AsyncIterable<Uint8Array | string>
  stdout: Output
  stderr: Output
  /** Asked for by commands that have something to bring to an end. */
  interruption(): Interruption
  ports: Ports
}
