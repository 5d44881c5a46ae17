interface Timer {
  at: number
  ring: () => void
}

/** A clock that only moves when nothing else can happen, and then to the next thing that is waited for. */
export class VirtualClock {
  private readonly timers = new Set<Timer>()

  constructor(public time = Date.UTC(2026, 0, 1)) {}

  readonly now = (): number => this.time

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(new Error('aborted'))
        return
      }
      const timer: Timer = { at: this.time + ms, ring: resolve }
      this.timers.add(timer)
      signal.addEventListener('abort', () => {
        if (this.timers.delete(timer)) reject(new Error('aborted'))
      })
    })

  /** How many sleep. */
  get sleeping(): number {
    return this.timers.size
  }

  /** Lets time pass until `work` has ended. */
  async drive<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = () => {
      isDone = true
    }
    work.then(done, done)
    for (;;) {
      // A whole turn of the event loop: every promise that can go on has gone on.
      await new Promise((resolve) => setImmediate(resolve))
      if (isDone) return work
      let next: Timer | null = null
      for (const timer of this.timers) if (next === null || timer.at < next.at) next = timer
      if (next === null) continue
      this.timers.delete(next)
      this.time = Math.max(this.time, next.at)
      next.ring()
    }
  }
}
