import { compareText } from '../model/index.js'

const LONGEST = 200

/**
 * The names nearest to a mistyped word, best first: those within a third of its length in edits, and those that
 * contain it. Case does not count. Words over 200 characters have no near name.
 */
export function nearNames(word: string, names: Iterable<string>, most = 3): string[] {
  const wanted = word.toLowerCase()
  if (wanted === '' || wanted.length > LONGEST) return []
  const allowed = Math.max(1, Math.floor(wanted.length / 3))
  const found = new Map<string, number>()
  for (const name of names) {
    if (name.length > LONGEST) continue
    const lower = name.toLowerCase()
    const edits = editDistance(wanted, lower, allowed)
    if (edits <= allowed) found.set(name, edits)
    else if (wanted.length >= 3 && lower.includes(wanted)) found.set(name, allowed + 1)
  }
  return [...found]
    .sort((a, b) => a[1] - b[1] || compareText(a[0], b[0]))
    .slice(0, most)
    .map(([name]) => name)
}

/** Single-character insertions, removals, replacements and swaps of neighbours; `limit + 1` when there are more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = last
    last = row
  }
  return last[b.length] ?? limit + 1
}
