import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COLLECT_LIMITS } from '../../../../src/connector/index.js'
import { Agenda, Fifo } from '../../../../src/connector/collect/queues.js'
import { Schedule, type Turn } from '../../../../src/connector/collect/schedule.js'

interface Item {
  name: string
}

function scheduleAt(limits: Partial<typeof COLLECT_LIMITS> = {}) {
  const clock = { time: 1000 }
  return { clock, schedule: new Schedule<Item>({ ...COLLECT_LIMITS, ...limits }, () => clock.time) }
}

function turn(schedule: Schedule<Item>): Turn<Item> {
  const next = schedule.next()
  expect(next).not.toBeNull()
  if (next === null) throw new Error('nothing may start')
  return next
}

const startAll = (schedule: Schedule<Item>): Turn<Item>[] => {
  const turns: Turn<Item>[] = []
  for (let next = schedule.next(); next !== null; next = schedule.next()) turns.push(next)
  return turns
}

describe('a schedule', () => {
  it('gives each bucket its turn, however long the queue of another is', () => {
    const { schedule } = scheduleAt({ concurrency: 1 })
    for (let at = 0; at < 1000; at++) schedule.add('long', { name: `long${String(at)}` })
    schedule.add('short', { name: 'short' })
    schedule.add('other', { name: 'other' })
    const order = [0, 1, 2, 3].map(() => {
      const next = turn(schedule)
      schedule.release(next)
      return next.item.name
    })
    expect(order).toEqual(['long0', 'short', 'other', 'long1'])
  })

  it('keeps to the width of each bucket and of the whole', () => {
    const { schedule } = scheduleAt({ concurrency: 10 })
    for (let at = 0; at < 100; at++) for (const key of ['a', 'b', 'c']) schedule.add(key, { name: key })
    const started = startAll(schedule).map(({ item }) => item.name)
    expect(started).toHaveLength(10)
    for (const key of ['a', 'b', 'c']) expect(started.filter((name) => name === key).length).toBeLessThanOrEqual(4)
  })

  it('halves when throttled, once for calls that ran side by side, and grows with answers', () => {
    const { schedule } = scheduleAt()
    for (let at = 0; at < 1000; at++) schedule.add('a', { name: 'a' })
    const turns = startAll(schedule)
    const calls = turns.map((each) => schedule.called(each))
    turns.forEach((each, at) => schedule.throttled(each, calls[at] ?? 0))
    expect(schedule.widthOf('a')).toBe(2)
    for (const each of turns) schedule.release(each)
    expect(startAll(schedule)).toHaveLength(2)
    for (let round = 0; round < 2; round++) {
      const refused = turns[0]
      if (refused !== undefined) schedule.throttled(refused, schedule.called(refused))
    }
    expect(schedule.widthOf('a')).toBe(1)
  })

  it('starts nothing in a bucket that was told to wait, and forgets it afterwards', () => {
    const { clock, schedule } = scheduleAt()
    schedule.add('a', { name: 'first' })
    const first = turn(schedule)
    schedule.pause(first, 5000)
    schedule.release(first)
    schedule.add('a', { name: 'second' })
    schedule.add('b', { name: 'other' })
    expect(startAll(schedule).map(({ item }) => item.name)).toEqual(['other'])
    expect(schedule.dueAt()).toBe(5000)
    clock.time = 4999
    expect(schedule.next()).toBeNull()
    clock.time = 5000
    const second = turn(schedule)
    expect(second.item.name).toBe('second')
    schedule.release(second)
    expect(schedule.widthOf('a')).toBeNull()
  })

  it('lets what waits hold nobody up, and takes it before what is fresh', () => {
    const { clock, schedule } = scheduleAt({ concurrency: 1 })
    for (const name of ['one', 'two', 'three']) schedule.add('a', { name })
    const one = turn(schedule)
    schedule.again(one, 2000)
    schedule.release(one)
    const two = turn(schedule)
    expect(two.item.name).toBe('two')
    clock.time = 2000
    expect(schedule.next()).toBeNull()
    schedule.release(two)
    expect(turn(schedule).item.name).toBe('one')
  })

  it('begins nothing new in a bucket in which too much waits', () => {
    const { clock, schedule } = scheduleAt({ perServiceWaiting: 3 })
    for (let at = 0; at < 10; at++) schedule.add('a', { name: String(at) })
    for (let at = 0; at < 3; at++) {
      const each = turn(schedule)
      schedule.again(each, 2000)
      schedule.release(each)
    }
    expect(schedule.next()).toBeNull()
    clock.time = 2000
    expect(startAll(schedule).map(({ item }) => item.name)).toEqual(['0', '1', '2', '3'])
  })

  it('forgets what does not pass, and is empty then', () => {
    const { schedule } = scheduleAt()
    for (const name of ['a', 'b', 'a']) schedule.add(name, { name })
    const running = turn(schedule)
    schedule.again(running, 9000)
    schedule.release(running)
    schedule.keep(({ name }) => name === 'b')
    const rest = startAll(schedule)
    expect(rest.map(({ item }) => item.name)).toEqual(['b'])
    for (const each of rest) schedule.release(each)
    expect(schedule.isEmpty).toBe(true)
    expect(schedule.bucketCount).toBe(0)
  })

  it('gives out each of 100,000 items in 60,000 buckets once, and remembers no bucket then', () => {
    const { schedule } = scheduleAt()
    const given = new Set<string>()
    for (let at = 0; at < 100_000; at++) schedule.add(`bucket${String(at % 60_000)}`, { name: String(at) })
    expect(schedule.bucketCount).toBe(60_000)
    while (!schedule.isEmpty)
      for (const each of startAll(schedule)) {
        given.add(each.item.name)
        schedule.answered(each)
        schedule.release(each)
      }
    expect(given.size).toBe(100_000)
    expect(schedule.bucketCount).toBe(0)
  })

  it('loses and doubles nothing, whatever happens in whatever order', () => {
    const steps = fc.array(fc.tuple(fc.nat(7), fc.nat(3), fc.nat(2000)), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(steps, (all) => {
        const { clock, schedule } = scheduleAt({ concurrency: 5, perServiceWaiting: 2 })
        const open: Turn<Item>[] = []
        const added = new Set<Item>()
        const ended = new Set<Item>()
        for (const [what, which, ms] of all) {
          const held = open[which % Math.max(1, open.length)]
          if (what <= 1) {
            const item = { name: String(added.size) }
            added.add(item)
            schedule.add(`bucket${String(which)}`, item)
          } else if (what <= 3) {
            const next = schedule.next()
            if (next !== null) open.push(next)
          } else if (what === 4) clock.time += ms
          else if (held !== undefined) {
            if (what === 5) schedule.throttled(held, schedule.called(held))
            if (what === 6) schedule.pause(held, clock.time + ms)
            if (what === 7) {
              schedule.answered(held)
              ended.add(held.item)
            } else schedule.again(held, clock.time + ms)
            open.splice(open.indexOf(held), 1)
            schedule.release(held)
          }
          expect(open.length).toBeLessThanOrEqual(5)
          expect(schedule.running).toBe(open.length)
        }
        for (let rounds = 0; !schedule.isEmpty && rounds < 10_000; rounds++) {
          open.push(...startAll(schedule))
          for (const each of open.splice(0)) {
            expect(ended.has(each.item)).toBe(false)
            ended.add(each.item)
            schedule.release(each)
          }
          clock.time = Math.max(clock.time, schedule.dueAt() ?? 0)
        }
        expect(ended).toEqual(added)
      }),
    )
  })
})

describe('queues', () => {
  it('give what is due in the order of time, and of putting in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(20), (times, least) => {
        const agenda = new Agenda<{ at: number; order: number }>()
        times.forEach((at, order) => agenda.add(at, { at, order }))
        agenda.keep(({ at }) => at >= least)
        const out: { at: number; order: number }[] = []
        for (let next = agenda.take(Infinity); next !== undefined; next = agenda.take(Infinity)) out.push(next)
        const expected = times.map((at, order) => ({ at, order })).filter(({ at }) => at >= least)
        expect(out).toEqual(expected.sort((a, b) => a.at - b.at || a.order - b.order))
      }),
    )
  })

  it('give first what came first, also when emptied and filled again', () => {
    const fifo = new Fifo<Item>()
    const out: string[] = []
    for (let at = 0; at < 5000; at++) {
      fifo.push({ name: String(at) })
      if (at % 3 !== 0) out.push(fifo.shift()?.name ?? '')
    }
    for (let next = fifo.shift(); next !== undefined; next = fifo.shift()) out.push(next.name)
    expect(out).toEqual(Array.from({ length: 5000 }, (_, at) => String(at)))
    expect(fifo.size).toBe(0)
  })
})
