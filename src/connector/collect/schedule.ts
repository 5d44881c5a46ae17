import type { CollectLimits } from './limits.js'
import { Agenda, Fifo } from './queues.js'

/** What is asked of one service in one scope: rights and rate limits are its own. */
interface Bucket<T extends object> {
  key: string
  /** Begun, and ready for the next call; before what is fresh, so that little is half done at any time. */
  begun: Fifo<T>
  fresh: Fifo<T>
  running: number
  /** Begun, and not ready before some time. */
  waiting: number
  /** Calls at the same time; the whole part counts. */
  width: number
  /** Time between the starts of two calls, once a width of 1 is still too much. */
  gapMs: number
  /** Nothing starts before. */
  notBefore: number
  /** Calls so far, and how many of them there were when it was last slowed down. */
  calls: number
  slowedAt: number
  place: 'nowhere' | 'ring' | 'paused'
}

/** The right to make calls for one item, until it is released. */
export interface Turn<T extends object> {
  readonly item: T
  readonly bucket: Bucket<T>
}

const FIRST_GAP_MS = 100
const LONGEST_GAP_MS = 5_000
const SHORTEST_GAP_MS = 20

/**
 * Who is asked next: a ring of the buckets that may start something, each giving one item at a time, so that none waits
 * for another's queue to end.
 *
 * How many calls a bucket makes at the same time is found by trying: a little more with each round of answers, half of
 * it when told "too often"; where one at a time is too often, with a gap between them that grows by half and shrinks by
 * a tenth. A bucket without items is forgotten, once no pause binds it.
 *
 * Every step costs the same however many items there are, but for the logarithm of those that wait for a time.
 */
export class Schedule<T extends object> {
  private readonly buckets = new Map<string, Bucket<T>>()
  private readonly ring = new Fifo<Bucket<T>>()
  private readonly paused = new Agenda<Bucket<T>>()
  private readonly later = new Agenda<{ item: T; bucket: Bucket<T> }>()
  private queued = 0
  /** Turns that are not released. */
  running = 0

  constructor(
    private readonly limits: CollectLimits,
    private readonly now: () => number,
  ) {}

  /** Nothing is queued, waiting or running. */
  get isEmpty(): boolean {
    return this.queued === 0 && this.running === 0 && this.later.size === 0
  }

  /** Buckets that are remembered. */
  get bucketCount(): number {
    return this.buckets.size
  }

  add(key: string, item: T): void {
    let bucket = this.buckets.get(key)
    if (bucket === undefined) {
      bucket = {
        key,
        begun: new Fifo<T>(),
        fresh: new Fifo<T>(),
        running: 0,
        waiting: 0,
        width: this.limits.perServiceStart,
        gapMs: 0,
        notBefore: 0,
        calls: 0,
        slowedAt: 0,
        place: 'nowhere',
      }
      this.buckets.set(key, bucket)
    }
    bucket.fresh.push(item)
    this.queued += 1
    this.settle(bucket)
  }

  /** The item is to have another turn, not before `at`. Its present turn has still to be released. */
  again({ item, bucket }: Turn<T>, at: number): void {
    if (at > this.now()) {
      this.later.add(at, { item, bucket })
      bucket.waiting += 1
    } else {
      bucket.begun.push(item)
      this.queued += 1
    }
  }

  /** A turn for whoever is next; null if nothing may start now. */
  next(): Turn<T> | null {
    this.wake()
    if (this.running >= this.limits.concurrency) return null
    for (let bucket = this.ring.shift(); bucket !== undefined; bucket = this.ring.shift()) {
      bucket.place = 'nowhere'
      const item =
        this.hasRoom(bucket) && bucket.notBefore <= this.now()
          ? (bucket.begun.shift() ?? (this.mayBegin(bucket) ? bucket.fresh.shift() : undefined))
          : undefined
      if (item !== undefined) {
        bucket.running += 1
        this.running += 1
        this.queued -= 1
      }
      this.settle(bucket)
      if (item !== undefined) return { item, bucket }
    }
    return null
  }

  /** When something that may not start now may; null if that does not hang on time. */
  dueAt(): number | null {
    const [paused, later] = [this.paused.next, this.later.next]
    return paused === null || later === null ? (paused ?? later) : Math.min(paused, later)
  }

  release({ bucket }: Turn<T>): void {
    bucket.running -= 1
    this.running -= 1
    this.settle(bucket)
  }

  /** May the turn make a call now? */
  mayCall({ bucket }: Turn<T>): boolean {
    return bucket.notBefore <= this.now()
  }

  /** A call of the turn begins; gives its number. */
  called({ bucket }: Turn<T>): number {
    bucket.calls += 1
    if (bucket.gapMs > 0) bucket.notBefore = Math.max(bucket.notBefore, this.now() + bucket.gapMs)
    return bucket.calls
  }

  answered({ bucket }: Turn<T>): void {
    if (bucket.gapMs > 0) {
      bucket.gapMs = bucket.gapMs * 0.9 < SHORTEST_GAP_MS ? 0 : bucket.gapMs * 0.9
    } else if (bucket.running >= Math.floor(bucket.width)) {
      bucket.width = Math.min(this.limits.perServiceMost, bucket.width + 1 / bucket.width)
    }
  }

  /** Call number `call` was refused as one too many. Those that ran beside it tell nothing new. */
  throttled({ bucket }: Turn<T>, call: number): void {
    if (call <= bucket.slowedAt) return
    bucket.slowedAt = bucket.calls
    if (bucket.width >= 2) bucket.width /= 2
    else {
      bucket.width = 1
      bucket.gapMs = Math.min(LONGEST_GAP_MS, Math.max(FIRST_GAP_MS, bucket.gapMs * 1.5))
    }
  }

  /** The service asks that nothing is started before `at`. */
  pause({ bucket }: Turn<T>, at: number): void {
    bucket.notBefore = Math.max(bucket.notBefore, at)
  }

  /** Calls at the same time that the bucket of `key` may make; null if it is not remembered. */
  widthOf(key: string): number | null {
    const bucket = this.buckets.get(key)
    return bucket === undefined ? null : Math.floor(bucket.width)
  }

  /** Forgets every item that does not pass and has no turn. */
  keep(test: (item: T) => boolean): void {
    this.later.keep(({ item, bucket }) => {
      const isKept = test(item)
      if (!isKept) bucket.waiting -= 1
      return isKept
    })
    this.queued = 0
    for (const bucket of this.buckets.values()) {
      bucket.begun.keep(test)
      bucket.fresh.keep(test)
      this.queued += bucket.begun.size + bucket.fresh.size
      this.settle(bucket)
    }
  }

  private wake(): void {
    const now = this.now()
    for (let due = this.later.take(now); due !== undefined; due = this.later.take(now)) {
      due.bucket.waiting -= 1
      due.bucket.begun.push(due.item)
      this.queued += 1
      this.settle(due.bucket)
    }
    for (let bucket = this.paused.take(now); bucket !== undefined; bucket = this.paused.take(now)) {
      bucket.place = 'nowhere'
      this.settle(bucket)
    }
  }

  private hasRoom(bucket: Bucket<T>): boolean {
    return bucket.running < Math.floor(bucket.width)
  }

  private mayBegin(bucket: Bucket<T>): boolean {
    return bucket.fresh.size > 0 && bucket.waiting < this.limits.perServiceWaiting
  }

  /** Puts a bucket that is nowhere where it belongs. */
  private settle(bucket: Bucket<T>): void {
    if (bucket.place !== 'nowhere') return
    const isPaused = bucket.notBefore > this.now()
    const hasWork = bucket.begun.size > 0 || this.mayBegin(bucket)
    const isIdle = !hasWork && bucket.running === 0 && bucket.waiting === 0 && bucket.fresh.size === 0
    if (isPaused && (isIdle || (hasWork && this.hasRoom(bucket)))) {
      bucket.place = 'paused'
      this.paused.add(bucket.notBefore, bucket)
    } else if (isIdle) this.buckets.delete(bucket.key)
    else if (hasWork && this.hasRoom(bucket)) {
      bucket.place = 'ring'
      this.ring.push(bucket)
    }
  }
}
