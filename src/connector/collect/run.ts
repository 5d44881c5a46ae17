import type { Cloud } from '../../model/index.js'
import { Alarm } from './alarm.js'
import type { Answer } from './answer.js'
import { askedWait } from './backoff.js'
import { Breaker, type Unasked } from './breaker.js'
import { Calls, messageOf, type Sleep } from './call.js'
import { CallFailure, type Cell, type CellStatus, type CollectEvent, type Collector, type Page } from './contract.js'
import { UnwritableCell, type Journal } from './journal.js'
import { COLLECT_LIMITS, type CollectLimits } from './limits.js'
import { Schedule, type Turn } from './schedule.js'
import { CellWork, type Ended } from './work.js'

export interface CollectOptions {
  /** At most one for each cloud. Whoever made them closes them. */
  collectors: readonly Collector[]
  /** Opened under the plan of these collectors. Whoever opened it closes it. */
  journal: Journal
  /** Ends the run at once, in a state that can be gone on with. */
  signal: AbortSignal
  /** Milliseconds of the Unix epoch. */
  now: () => number
  /** From 0 (included) to 1 (excluded). */
  random: () => number
  sleep: Sleep
  limits?: Partial<CollectLimits>
  onEvent?: (event: CollectEvent) => void
}

/**
 * How a collection ended.
 *
 * `complete`: every cell is finished, which does not say that each was answered. `interrupted`: by the signal.
 * `credentials`: those of a whole cloud were no longer accepted; other clouds were collected to their end. After the
 * latter two the same journal can be gone on with. `cells` and `byStatus` count all finished cells, those that the
 * journal held (`fromJournal`) included.
 */
export interface CollectOutcome {
  ended: 'complete' | 'interrupted' | 'credentials'
  message: string | null
  cells: number
  byStatus: Record<CellStatus, number>
  fromJournal: number
}

/**
 * Asks the clouds everything that the collectors want to know, and writes what becomes of each cell to the journal.
 *
 * What a call meets never ends the run: it ends the cell. Memory: what is queued, the paths of all cells, and the pages
 * of the answers that are being read.
 *
 * @throws UserError if the journal cannot be read or written
 */
export async function runCollection(options: CollectOptions): Promise<CollectOutcome> {
  return new Run(options).outcome()
}

class Run {
  private readonly limits: CollectLimits
  private readonly collectors = new Map<Cloud, Collector>()
  private readonly schedule: Schedule<CellWork>
  private readonly breaker: Breaker
  private readonly calls: Calls
  private readonly alarm: Alarm
  /** Paths of all cells of the run. */
  private readonly seen = new Set<string>()
  /** Why nothing more is asked of a scope (`<cloud> <scope>`), or of a whole cloud. */
  private readonly lostScopes = new Map<string, string>()
  private readonly lostClouds = new Map<Cloud, string>()
  private readonly byStatus: Record<CellStatus, number> = { ok: 0, none: 0, denied: 0, throttled: 0, failed: 0 }
  private fromJournal = 0
  private isInterrupted = false
  private broken: { error: unknown } | null = null
  private end: () => void = () => undefined

  constructor(private readonly options: CollectOptions) {
    this.limits = { ...COLLECT_LIMITS, ...options.limits }
    for (const collector of options.collectors) {
      if (this.collectors.has(collector.cloud)) throw new Error(`two collectors for \`${collector.cloud}\``)
      this.collectors.set(collector.cloud, collector)
    }
    this.schedule = new Schedule(this.limits, options.now)
    this.breaker = new Breaker(this.limits)
    this.calls = new Calls(options.sleep, this.limits.callMs)
    this.alarm = new Alarm(() => this.proceed(), options.now, options.sleep)
  }

  async outcome(): Promise<CollectOutcome> {
    const { signal } = this.options
    const roots = this.options.collectors.map((collector) => collector.roots())
    this.plan(this.heldFrontier())
    for (const cells of roots) this.plan(cells)
    const interrupt = () => this.stop(() => (this.isInterrupted = true))
    const ended = new Promise<void>((resolve) => (this.end = resolve))
    signal.addEventListener('abort', interrupt, { once: true })
    if (signal.aborted && !this.schedule.isEmpty) interrupt()
    this.proceed()
    await ended
    signal.removeEventListener('abort', interrupt)
    this.alarm.stop()
    if (this.broken !== null) throw this.broken.error
    const lost = [...this.lostClouds.values()]
    return {
      ended: this.isInterrupted ? 'interrupted' : lost.length > 0 ? 'credentials' : 'complete',
      message: lost.length > 0 ? lost.join('; ') : null,
      cells: Object.values(this.byStatus).reduce((sum, count) => sum + count, 0),
      byStatus: this.byStatus,
      fromJournal: this.fromJournal,
    }
  }

  /** Takes over what the journal holds as finished; gives the cells that follow from it and are not. */
  private heldFrontier(): Iterable<Cell> {
    const frontier = new Map<string, Cell>()
    for (const { cell, page, status, message, children } of this.options.journal.held()) {
      for (const child of children) if (!this.seen.has(child.path)) frontier.set(child.path, child)
      if (page !== null || this.seen.has(cell.path)) continue
      this.seen.add(cell.path)
      frontier.delete(cell.path)
      this.fromJournal += 1
      this.byStatus[status] += 1
      this.tell({ type: 'planned', cell })
      this.tell({ type: 'finished', cell, status, message, isFromJournal: true })
    }
    return frontier.values()
  }

  /** Queues the cells that are new. */
  private plan(cells: Iterable<Cell>): void {
    for (const cell of cells) {
      if (this.seen.has(cell.path)) continue
      this.seen.add(cell.path)
      this.tell({ type: 'planned', cell })
      const { cloud, scope, service } = cell
      this.schedule.add([cloud, scope, service].join('\n'), new CellWork(cell, this.collectors.get(cloud) ?? null))
    }
  }

  /** Starts all that may start; called whenever something has ended or come due. */
  private proceed(): void {
    for (let turn = this.schedule.next(); turn !== null; turn = this.schedule.next()) void this.take(turn)
    if (this.schedule.isEmpty) {
      this.end()
      return
    }
    const dueAt = this.schedule.dueAt()
    if (dueAt !== null) this.alarm.setTo(dueAt)
  }

  /** Stops what runs and forgets what is queued: the run ends once the last write has ended. */
  private stop(note: () => void): void {
    note()
    this.schedule.keep(() => false)
    this.calls.stopAll()
    this.proceed()
  }

  private async take(turn: Turn<CellWork>): Promise<void> {
    try {
      await this.workOn(turn)
    } catch (error) {
      // The journal, or a listener: there is no point in asking what cannot be kept.
      if (this.broken === null) this.stop(() => (this.broken = { error }))
    }
    this.schedule.release(turn)
    this.proceed()
  }

  private get isStopped(): boolean {
    return this.isInterrupted || this.broken !== null
  }

  /** Goes on with a cell until it is finished, has to wait, or nothing more is to be asked. */
  private async workOn(turn: Turn<CellWork>): Promise<void> {
    const { cell, collector } = turn.item
    while (!this.isStopped && !this.lostClouds.has(cell.cloud)) {
      const refusal = collector === null ? NO_COLLECTOR : this.refusal(cell)
      if (refusal !== null || collector === null) {
        await this.finish(turn.item, turn.item.cut(refusal ?? NO_COLLECTOR))
        return
      }
      if (!this.schedule.mayCall(turn)) {
        this.again(turn, this.options.now())
        return
      }
      if (!(await this.ask(turn, collector))) return
    }
  }

  /** Why the cell is recorded without being asked; null if it is asked. */
  private refusal(cell: Cell): Unasked | null {
    const lost = this.lostScopes.get(scopeOf(cell))
    return lost === undefined ? this.breaker.refusal(cell) : { status: 'failed', message: lost }
  }

  /** Makes one call. Is the next one to be made right away? */
  private async ask(turn: Turn<CellWork>, collector: Collector): Promise<boolean> {
    const work = turn.item
    const call = this.schedule.called(turn)
    if (work.attempts === 0) this.tell({ type: 'started', cell: work.cell })
    work.attempts += 1
    const answer = await this.calls.make(collector, work.cell, work.page)
    if (answer === null || this.isStopped) return false
    if (answer instanceof CallFailure) {
      await this.takeFailure(turn, answer, call)
      return false
    }
    this.schedule.answered(turn)
    const ended = await this.takePage(work, answer)
    if (ended !== null || answer.next === null) {
      await this.finish(work, ended, true)
      return false
    }
    // A streamed answer holds nothing and can be long: others come in between.
    if (work.isStreamed) this.again(turn, this.options.now())
    return !work.isStreamed
  }

  /** Gives why the page is the last that can be read; null if it is not, or if it is the last there is. */
  private async takePage(work: CellWork, page: Page): Promise<Ended | null> {
    const part = work.take(page)
    if (part !== null) {
      const problem = await this.writePage(work, part)
      const ended: Ended = { status: 'failed', message: problem ?? '' }
      if (problem !== null) return page.next === null ? ended : work.cut(ended)
    }
    return page.next === null ? null : work.turnTo(page.next, this.limits)
  }

  private async writePage(work: CellWork, part: Answer): Promise<string | null> {
    try {
      await this.options.journal.page(work.cell, work.pagesRead - 1, part)
    } catch (error) {
      if (error instanceof UnwritableCell) return error.message
      throw error
    }
    this.plan(part.children)
    return part.problem
  }

  private async takeFailure(turn: Turn<CellWork>, failure: CallFailure, call: number): Promise<void> {
    const { cell } = turn.item
    if (failure.kind === 'credentials') {
      const message = messageOf(failure)
      if (failure.isForAll) {
        this.lostClouds.set(cell.cloud, message)
        this.schedule.keep((other) => other.cell.cloud !== cell.cloud)
        return
      }
      this.lostScopes.set(scopeOf(cell), message)
    }
    const now = this.options.now()
    if (failure.kind === 'throttled') this.schedule.throttled(turn, call)
    const asked = askedWait(failure, this.limits)
    if (asked !== null) this.schedule.pause(turn, now + asked)
    const next = turn.item.fail(failure, this.limits, this.options.random)
    if ('ended' in next) await this.finish(turn.item, next.ended, true)
    else {
      this.tell({ type: 'retry', cell, ...next, failure })
      this.again(turn, now + next.waitMs)
    }
  }

  /** Another turn for the cell, not before `at`; none if the run, or its cloud, has been stopped meanwhile. */
  private again(turn: Turn<CellWork>, at: number): void {
    if (!this.isStopped && !this.lostClouds.has(turn.item.cell.cloud)) this.schedule.again(turn, at)
  }

  /** Writes the cell; only then it is finished, and what follows from it is asked. */
  private async finish(work: CellWork, ended: Ended | null, wasAsked = false): Promise<void> {
    const { cell } = work
    const { journal } = this.options
    let finish = work.finish(ended)
    try {
      await journal.finish(cell, finish)
    } catch (error) {
      if (!(error instanceof UnwritableCell)) throw error
      finish = work.unwritable(error)
      await journal.finish(cell, finish)
    }
    const { status, message } = finish
    if (wasAsked) this.breaker.note(cell, status, message)
    this.byStatus[status] += 1
    this.tell({ type: 'finished', cell, status, message, isFromJournal: false })
    if (!this.isStopped) this.plan(finish.children)
  }

  private tell(event: CollectEvent): void {
    this.options.onEvent?.(event)
  }
}

const NO_COLLECTOR: Unasked = { status: 'failed', message: 'nothing that was started asks this cloud' }

function scopeOf({ cloud, scope }: Cell): string {
  return `${cloud} ${scope}`
}
