import type { CollectEvent } from '../../connector/collect/index.js'
import type { Cloud } from '../../model/index.js'
import { CLOUD_NAMES } from '../../report/doctor-table.js'
import { printable, shortenEnd } from '../../report/text.js'

/** What is known of one cloud while its collection goes on. */
interface CloudProgress {
  /** Cells that are known so far and that are done, by scope. */
  scopes: Map<string, { known: number; done: number }>
  known: number
  done: number
  fromJournal: number
  missing: number
  retries: number
  /** What was begun last. */
  current: string
}

/** What a run came to so far; times in milliseconds since 1970. */
export interface Progress {
  startedAt: number
  clouds: Map<Cloud, CloudProgress>
}

/** Fewer answers, or less time, tell nothing about how long the rest takes. */
const ANSWERS_FOR_ESTIMATE = 100
const TIME_FOR_ESTIMATE_MS = 10_000

export function createProgress(startedAt: number): Progress {
  return { startedAt, clouds: new Map() }
}

/** Adds one event. */
export function advance(progress: Progress, event: CollectEvent): void {
  const { cloud, scope, region, service } = event.cell
  const of = progress.clouds.get(cloud) ?? {
    ...{ scopes: new Map(), known: 0, done: 0, fromJournal: 0, missing: 0, retries: 0, current: '' },
  }
  progress.clouds.set(cloud, of)
  const place = of.scopes.get(scope) ?? { known: 0, done: 0 }
  of.scopes.set(scope, place)
  switch (event.type) {
    case 'planned':
      of.known += 1
      place.known += 1
      return
    case 'started':
      of.current = `${service} in ${scope === '' ? cloud : scope}${region === 'global' ? '' : ` ${region}`}`
      return
    case 'retry':
      of.retries += 1
      return
    case 'finished':
      of.done += 1
      place.done += 1
      if (event.isFromJournal) of.fromJournal += 1
      if (event.status !== 'ok' && event.status !== 'none') of.missing += 1
  }
}

const PLACES: Record<Cloud, string> = { aws: 'accounts', azure: 'scopes', gcp: 'scopes' }

/**
 * One line for each cloud, no wider than the terminal. What a cloud calls itself is cleaned of control characters.
 *
 * @param width columns, null: as long as they are
 */
export function progressLines(progress: Progress, now: number, width: number | null): string[] {
  return [...progress.clouds].map(([cloud, of]) => {
    const scopes = [...of.scopes.values()]
    const finished = scopes.filter(({ known, done }) => done >= known && done > 0).length
    const known = Math.max(of.known, of.done)
    const parts = [
      CLOUD_NAMES[cloud],
      `${PLACES[cloud]} ${String(finished)}/${String(scopes.length)}`,
      `calls ${grouped(of.done)}/${grouped(known)}`,
      ...(of.missing === 0 ? [] : [`${grouped(of.missing)} not answered`]),
      ...pace(of, now - progress.startedAt),
      printable(of.current),
    ]
    const line = parts.filter((part) => part !== '').join('  ')
    return width === null ? line : shortenEnd(line, Math.max(20, width - 1))
  })
}

/** Answers in a second and, once enough is known, how long the known rest takes. More calls turn up on the way. */
function pace({ done, known, fromJournal }: CloudProgress, elapsedMs: number): string[] {
  const live = done - fromJournal
  if (live === 0 || elapsedMs < 1000) return []
  const rate = (live * 1000) / elapsedMs
  const shown = `${rate < 10 ? rate.toFixed(1) : grouped(Math.round(rate))}/s`
  const rest = known - done
  if (live < ANSWERS_FOR_ESTIMATE || elapsedMs < TIME_FOR_ESTIMATE_MS || rest <= 0) return [shown]
  return [shown, `at least ${duration(rest / rate)}`]
}

function duration(seconds: number): string {
  if (seconds < 60) return '1 min'
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? `${String(minutes)} min` : `${String(Math.round(minutes / 60))} h`
}

/** `12,345`. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
