import type { Ports } from './ports.js'

/** A stream that commands write to; `write` waits until the reader keeps up. */
export interface Output {
  write(text: string): Promise<void>
  isTTY: boolean
  columns: number | undefined
}

/** Everything outside the program that a command may touch; tests give their own. */
export interface Host {
  env: { readonly [name: string]: string | undefined }
  cwd: string
  userHome: string
  platform: string
  /** The current time in milliseconds since 1970. */
  now: () => number
  stdin: AsyncIterable<Uint8Array | string>
  stdout: Output
  stderr: Output
  ports: Ports
}
