import type { Sleep } from './call.js'

/** Rings once at the earliest time that it was set to. */
export class Alarm {
  private set: { at: number; stop: AbortController } | null = null

  constructor(
    private readonly ring: () => void,
    private readonly now: () => number,
    private readonly sleep: Sleep,
  ) {}

  setTo(at: number): void {
    if (this.set !== null && this.set.at <= at) return
    this.stop()
    const set = { at, stop: new AbortController() }
    this.set = set
    const rings = () => {
      if (this.set !== set) return
      this.set = null
      this.ring()
    }
    this.sleep(Math.max(1, at - this.now()), set.stop.signal).then(rings, () => undefined)
  }

  stop(): void {
    this.set?.stop.abort()
    this.set = null
  }
}
