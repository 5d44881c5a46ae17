#!/usr/bin/env node
// What it is: the command line `inroads`: the only place that knows all the parts.
// May import: everything in src and connectors; heavy parts only when a command needs them.
// Never does: decide who may do what, or lay out an answer.
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXIT } from '../model/errors.js'
import type { Interruption, Output } from './host.js'
import { livePorts } from './live-ports.js'
import { runCommandLine } from './program.js'

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    isTTY: stream.isTTY === true,
    columns: stream.isTTY === true ? stream.columns : undefined,
    // A failed write never settles: the stream's error event ends the process.
    write: (text) =>
      new Promise((done) => {
        stream.write(text, (error) => {
          if (!error) done()
        })
      }),
  }
}

/** The version in the package's own package.json, which lies above this file. */
function packageVersion(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const path = join(folder, 'package.json')
    if (existsSync(path)) return String((JSON.parse(readFileSync(path, 'utf8')) as { version: unknown }).version)
    if (folder === dirname(folder)) return 'unknown'
  }
}

// A reader that has seen enough (`| head`) is no error of ours.
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  process.exit(error.code === 'EPIPE' ? EXIT.clean : EXIT.backend)
}

process.stdout.on('error', endOnClosedPipe)
process.stderr.on('error', endOnClosedPipe)
let ending: AbortController | null = null
function interrupted(exitCode: number): void {
  if (ending === null || ending.signal.aborted) process.exit(exitCode)
  ending.abort()
}
process.on('SIGINT', () => interrupted(EXIT.interrupted))
process.on('SIGTERM', () => interrupted(143))

function interruption(): Interruption {
  const own = new AbortController()
  ending = own
  return {
    signal: own.signal,
    end: () => {
      ending = null
    },
  }
}

process.exitCode = await runCommandLine(process.argv.slice(2), packageVersion(), {
  env: process.env,
  cwd: process.cwd(),
  userHome: homedir(),
  platform: process.platform,
  nodeVersion: process.version,
  now: Date.now,
  stdin: process.stdin,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  interruption,
  ports: livePorts,
})
