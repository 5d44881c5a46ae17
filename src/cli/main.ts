#!/usr/bin/env node
// What it is: the command line `inroads`: the only place that knows all the parts.
// May import: everything in src and connectors; heavy parts only when a command needs them.
// Never does: decide who may do what, or lay out an answer.
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXIT } from '../model/errors.js'
import type { Output } from './host.js'
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
process.once('SIGINT', () => process.exit(EXIT.interrupted))
process.once('SIGTERM', () => process.exit(143))

process.exitCode = await runCommandLine(process.argv.slice(2), packageVersion(), {
  env: process.env,
  cwd: process.cwd(),
  userHome: homedir(),
  platform: process.platform,
  now: Date.now,
  stdin: process.stdin,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  ports: livePorts,
})
