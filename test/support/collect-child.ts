// A collection in a process of its own, to be killed. Argument: the journal's folder. Says on standard output what it
// asks and what it has finished, one line each. The estate is always the same, with some failures in it.
import { writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { openJournal } from '../../src/connector/collect/journal.js'
import { runCollection } from '../../src/connector/collect/run.js'
import { failingEstate } from './failing-estate.js'
import { seededRandom } from './seeded-random.js'

const folder = process.argv[2] ?? ''
// Synchronous: what was said was said, also if the next moment is the last.
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const collector = failingEstate(3)
const fetch = collector.fetch.bind(collector)
collector.fetch = async (cell, page, signal) => {
  say(`asked ${cell.path}`)
  await wait(1)
  return fetch(cell, page, signal)
}
const journal = openJournal(folder, { estate: 3 }, Date.now)
const outcome = await runCollection({
  collectors: [collector],
  journal,
  signal: new AbortController().signal,
  now: Date.now,
  random: seededRandom(1),
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  limits: { concurrency: 4, backoffBaseMs: 2 },
  onEvent: (event) => {
    if (event.type === 'finished' && !event.isFromJournal) say(`finished ${event.cell.path}`)
  },
})
await journal.close()
say(`ended ${outcome.ended} ${String(outcome.cells)} ${String(outcome.fromJournal)}`)
