/** First in, first out; both ends cost the same however long it is. */
export class Fifo<T extends object> {
  private items: (T | undefined)[] = []
  private head = 0

  get size(): number {
    return this.items.length - this.head
  }

  push(item: T): void {
    this.items.push(item)
  }

  shift(): T | undefined {
    const item = this.items[this.head]
    if (item === undefined) return undefined
    this.items[this.head] = undefined
    this.head += 1
    if (this.head === this.items.length || (this.head > 1024 && this.head * 2 > this.items.length)) {
      this.items = this.items.slice(this.head)
      this.head = 0
    }
    return item
  }

  keep(test: (item: T) => boolean): void {
    this.items = this.items.slice(this.head).filter((item) => item !== undefined && test(item))
    this.head = 0
  }
}

interface Dated<T> {
  at: number
  order: number
  item: T
}

/** What is due first comes out first; of the same time, what was put in first. */
export class Agenda<T extends object> {
  private heap: Dated<T>[] = []
  private count = 0

  /** When the first is due; null if there is none. */
  get next(): number | null {
    return this.heap[0]?.at ?? null
  }

  get size(): number {
    return this.heap.length
  }

  add(at: number, item: T): void {
    this.count += 1
    this.heap.push({ at, order: this.count, item })
    this.rise(this.heap.length - 1)
  }

  /** The first, if it is due by `now`. */
  take(now: number): T | undefined {
    const first = this.heap[0]
    if (first === undefined || first.at > now) return undefined
    const last = this.heap.pop()
    if (last !== undefined && this.heap.length > 0) {
      this.heap[0] = last
      this.sink(0)
    }
    return first.item
  }

  keep(test: (item: T) => boolean): void {
    // A sorted list is a heap.
    this.heap = this.heap.filter(({ item }) => test(item)).sort((a, b) => (isBefore(a, b) ? -1 : 1))
  }

  private rise(start: number): void {
    for (let at = start; at > 0;) {
      const above = (at - 1) >> 1
      if (!this.swap(at, above)) return
      at = above
    }
  }

  private sink(start: number): void {
    for (let at = start; ;) {
      const left = this.heap[2 * at + 1]
      const right = this.heap[2 * at + 2]
      if (left === undefined) return
      const below = right !== undefined && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1
      if (!this.swap(below, at)) return
      at = below
    }
  }

  /** Exchanges two if the lower one is due before the upper one. */
  private swap(lower: number, upper: number): boolean {
    const below = this.heap[lower]
    const above = this.heap[upper]
    if (below === undefined || above === undefined || !isBefore(below, above)) return false
    this.heap[lower] = above
    this.heap[upper] = below
    return true
  }
}

function isBefore<T>(a: Dated<T>, b: Dated<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
