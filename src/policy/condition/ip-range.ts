/** A range of addresses as inclusive integer bounds; IPv4 and IPv6 never overlap. */
export interface IpRange {
  readonly version: 4 | 6
  readonly low: bigint
  readonly high: bigint
}

const parsed = new Map<string, IpRange | null>()

/** Parses an address or CIDR block (`203.0.113.0/24`, `2001:db8::/32`); null when it is neither. */
export function parseRange(text: string): IpRange | null {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const range = text.length > 64 ? null : readRange(text)
  if (parsed.size > 50_000) parsed.clear()
  parsed.set(text, range)
  return range
}

function readRange(text: string): IpRange | null {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  const version = address.includes(':') ? 6 : 4
  const value = version === 6 ? readV6(address) : readV4(address)
  if (value === null) return null
  const bits = version === 6 ? 128 : 32
  const length = slash < 0 ? bits : readDecimal(text.slice(slash + 1), bits)
  if (length === null) return null
  const size = 1n << BigInt(bits - length)
  const low = value - (value % size)
  return { version, low, high: low + size - 1n }
}

function readDecimal(text: string, most: number): number | null {
  if (text === '' || text.length > 3) return null
  for (const c of text) if (c < '0' || c > '9') return null
  const n = Number(text)
  return n <= most ? n : null
}

function readV4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0n
  for (const part of parts) {
    const n = readDecimal(part, 255)
    if (n === null) return null
    value = (value << 8n) | BigInt(n)
  }
  return value
}

function readV6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const head = readGroups(halves[0] ?? '')
  const tail = halves.length === 2 ? readGroups(halves[1] ?? '') : []
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  let value = 0n
  for (const group of [...head, ...new Array<bigint>(missing).fill(0n), ...tail]) value = (value << 16n) | group
  return value
}

function readGroups(text: string): bigint[] | null {
  if (text === '') return []
  const groups: bigint[] = []
  for (const part of text.split(':')) {
    if (part.includes('.')) {
      const v4 = readV4(part)
      if (v4 === null) return null
      groups.push(v4 >> 16n, v4 & 0xffffn)
    } else {
      if (part.length < 1 || part.length > 4) return null
      const n = Number(`0x${part}`)
      if (!Number.isInteger(n)) return null
      groups.push(BigInt(n))
    }
  }
  return groups.length <= 8 ? groups : null
}

export function rangeContains(outer: IpRange, inner: IpRange): boolean {
  return outer.version === inner.version && outer.low <= inner.low && inner.high <= outer.high
}

/** The addresses of `from` that are in none of `taken`, as ranges. */
export function rangesWithout(from: readonly IpRange[], taken: readonly IpRange[]): IpRange[] {
  let left = [...from]
  for (const t of taken) {
    left = left.flatMap((r) => {
      if (r.version !== t.version || t.high < r.low || r.high < t.low) return [r]
      const out: IpRange[] = []
      if (r.low < t.low) out.push({ version: r.version, low: r.low, high: t.low - 1n })
      if (t.high < r.high) out.push({ version: r.version, low: t.high + 1n, high: r.high })
      return out
    })
  }
  return left
}

/** The addresses that are in some range of `a` and some range of `b`. */
export function rangesInBoth(a: readonly IpRange[], b: readonly IpRange[]): IpRange[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      if (x.version !== y.version) return []
      const low = x.low > y.low ? x.low : y.low
      const high = x.high < y.high ? x.high : y.high
      return low <= high ? [{ version: x.version, low, high }] : []
    }),
  )
}

/** All addresses of both families. */
export const ANY_ADDRESS: readonly IpRange[] = [
  { version: 4, low: 0n, high: (1n << 32n) - 1n },
  { version: 6, low: 0n, high: (1n << 128n) - 1n },
]
