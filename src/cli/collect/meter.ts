import type { CollectEvent } from '../../connector/collect/index.js'
import type { Host } from '../host.js'
import { advance, createProgress, progressLines } from './progress.js'

const REDRAW_MS = 200
const TICK_MS = 1000
const LINE_EVERY_MS = 30_000
const WIDTH = 100

/** Shows on stderr how far a run is. */
export interface Meter {
  on(event: CollectEvent): void
  /** Takes the lines off the terminal: other text may follow. */
  end(): void
}

/**
 * On a terminal a line for each cloud that is drawn over; elsewhere a line now and then, which a log keeps. No colours.
 */
export function createMeter({ stderr, env, now }: Pick<Host, 'stderr' | 'env' | 'now'>): Meter {
  const progress = createProgress(now())
  const isDrawn = stderr.isTTY && env['TERM'] !== 'dumb'
  let drawn = 0
  let shownAt = now()
  const show = (): void => {
    shownAt = now()
    const lines = progressLines(progress, shownAt, isDrawn ? Number(env['COLUMNS']) || stderr.columns || WIDTH : null)
    const back = isDrawn ? erased(drawn) : ''
    drawn = isDrawn ? lines.length : 0
    void stderr.write(back + lines.map((line) => `${isDrawn ? '' : 'inroads: '}${line}\n`).join(''))
  }
  const showIfDue = (): void => {
    if (now() - shownAt >= (isDrawn ? REDRAW_MS : LINE_EVERY_MS)) show()
  }
  const timer = setInterval(showIfDue, TICK_MS)
  timer.unref()
  return {
    on: (event) => {
      advance(progress, event)
      showIfDue()
    },
    end: () => {
      clearInterval(timer)
      if (drawn > 0) void stderr.write(erased(drawn))
      drawn = 0
    },
  }
}

/** Up by some lines, and everything below taken away. */
function erased(lines: number): string {
  return lines === 0 ? '' : `\u001b[${String(lines)}A\r\u001b[J`
}
