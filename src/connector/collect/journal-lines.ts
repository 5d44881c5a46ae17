import { closeSync, openSync, readSync } from 'node:fs'

const CHUNK = 1 << 20
const NEWLINE = 0x0a

/** A line of a file without its newline. `number` counts from 1, `end` is the byte after the newline. */
export interface Line {
  bytes: Buffer
  number: number
  end: number
}

/**
 * The lines of a file up to byte `end`; what stands behind the last newline is no line. Holds one line at a time. The
 * file stays open until the generator ends or is left.
 */
export function* linesOf(path: string, end = Infinity): Generator<Line> {
  const file = openSync(path, 'r')
  try {
    let parts: Buffer[] = []
    let number = 0
    let at = 0
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK, end - at))
      const size = chunk.length === 0 ? 0 : readSync(file, chunk, 0, chunk.length, at)
      if (size === 0) return
      const read = chunk.subarray(0, size)
      let from = 0
      for (let to = read.indexOf(NEWLINE); to >= 0; to = read.indexOf(NEWLINE, from)) {
        const tail = read.subarray(from, to)
        number += 1
        yield { bytes: parts.length === 0 ? tail : Buffer.concat([...parts, tail]), number, end: at + to + 1 }
        parts = []
        from = to + 1
      }
      if (from < size) parts.push(read.subarray(from))
      at += size
    }
  } finally {
    closeSync(file)
  }
}

/** The size of the file without a last line that was not written to its end. */
export function wholeSize(file: number, size: number): number {
  const chunk = Buffer.allocUnsafe(1 << 16)
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length)
    const read = readSync(file, chunk, 0, end - start, start)
    const last = chunk.subarray(0, read).lastIndexOf(NEWLINE)
    if (last >= 0) return start + last + 1
    end = start
  }
  return 0
}
