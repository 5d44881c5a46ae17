import type { CollectEvent, Collector } from '../../src/connector/collect/contract.js'
import type { Journal } from '../../src/connector/collect/journal.js'
import type { CollectLimits } from '../../src/connector/collect/limits.js'
import { runCollection, type CollectOutcome } from '../../src/connector/collect/run.js'
import { MemoryJournal } from './memory-journal.js'
import { ScriptedCollector, type Fault, type Node } from './scripted-collector.js'
import { seededRandom } from './seeded-random.js'
import { VirtualClock } from './virtual-clock.js'

export interface Played {
  outcome: CollectOutcome
  events: CollectEvent[]
  clock: VirtualClock
}

/** Runs a collection to its end on a clock of its own. `onEvent` may abort. */
export async function play(
  collectors: readonly Collector[],
  journal: Journal,
  more: {
    limits?: Partial<CollectLimits>
    signal?: AbortSignal
    seed?: number
    clock?: VirtualClock
    onEvent?: (event: CollectEvent) => void
  } = {},
): Promise<Played> {
  const clock = more.clock ?? new VirtualClock()
  const events: CollectEvent[] = []
  const outcome = await clock.drive(
    runCollection({
      collectors,
      journal,
      signal: more.signal ?? new AbortController().signal,
      now: clock.now,
      random: seededRandom(more.seed ?? 1),
      sleep: clock.sleep,
      ...(more.limits === undefined ? {} : { limits: more.limits }),
      onEvent: (event) => {
        events.push(event)
        more.onEvent?.(event)
      },
    }),
  )
  return { outcome, events, clock }
}

/** The same with one scripted cloud and a journal in memory. */
export async function playScript(
  tops: readonly Node[],
  fault?: Fault,
  more: Parameters<typeof play>[2] = {},
): Promise<Played & { collector: ScriptedCollector; journal: MemoryJournal }> {
  const collector = new ScriptedCollector(tops, fault)
  const journal = new MemoryJournal()
  return { ...(await play([collector], journal, more)), collector, journal }
}
