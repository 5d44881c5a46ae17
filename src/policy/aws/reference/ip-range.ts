/**
 * Is the address inside the range? `range` is an address or a CIDR block, IPv4 or IPv6; a bare address is a
 * range of one. An address is never inside a range of the other family.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function ipRangeContains(range: string, address: string): boolean {
  const [base = '', length, ...more] = range.split('/')
  const start = parseAddress(base)
  const value = parseAddress(address)
  if (start === null || value === null || start.bits !== value.bits || more.length > 0) return false
  if (length !== undefined && !/^[0-9]{1,3}$/.test(length)) return false
  const prefix = length === undefined ? start.bits : Number(length)
  if (prefix > start.bits) return false
  const shift = BigInt(start.bits - prefix)
  return start.value >> shift === value.value >> shift
}

interface Address {
  readonly bits: 32 | 128
  readonly value: bigint
}

function parseAddress(text: string): Address | null {
  if (!text.includes(':')) {
    const value = parseGroups(text.split('.'), 4, 255, 10)
    return value === null ? null : { bits: 32, value: join(value, 8n) }
  }
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const gap = 8 - head.length - tail.length
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null
  const zeros = Array.from({ length: gap }, () => '0')
  const value = parseGroups([...head, ...zeros, ...tail], 8, 0xffff, 16)
  return value === null ? null : { bits: 128, value: join(value, 16n) }
}

function parseGroups(groups: readonly string[], count: number, largest: number, radix: 10 | 16): number[] | null {
  const digits = radix === 10 ? /^[0-9]{1,3}$/ : /^[0-9a-fA-F]{1,4}$/
  if (groups.length !== count || !groups.every((group) => digits.test(group))) return null
  const values = groups.map((group) => Number.parseInt(group, radix))
  return values.every((value) => value <= largest) ? values : null
}

function join(groups: readonly number[], width: bigint): bigint {
  return groups.reduce((value, group) => (value << width) | BigInt(group), 0n)
}
