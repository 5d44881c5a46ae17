import type { Requirement, SatisfiedBy } from '../model/index.js'
import { printable } from './text.js'

/** Who can make it true, as an afterthought behind the sentence. */
export const SATISFIED_BY: Record<SatisfiedBy, string> = {
  caller: 'the caller can satisfy this itself',
  identity: 'depends on who calls',
  network: 'depends on where the call comes from',
  time: 'depends on when',
  resource: 'holds for part of the resource',
  approval: 'somebody has to approve',
  unknown: 'it could not be read who can satisfy this',
}

/** The sentence of a requirement, or key, operator and values where it has none. */
export function requirementText(requirement: Requirement): string {
  const text = requirement.text.trim()
  if (text !== '') return printable(text)
  const values = requirement.values.map((value) => `\`${value}\``).join(' or ')
  return printable(`${requirement.key} ${requirement.operator} ${values}`.trim())
}

/** All requirements in one line; several ways to satisfy them are joined with ` or `. */
export function alternativesText(requires: readonly Requirement[], alternatives?: readonly Requirement[][]): string {
  const ways = alternatives !== undefined && alternatives.length > 0 ? alternatives : [requires]
  const texts = ways.map((way) => way.map(requirementText).join(' and '))
  return ways.length > 1 ? texts.map((text) => `(${text})`).join(' or ') : (texts[0] ?? '')
}

/** One line per requirement, led by `if`, `and`, and `or if` where another way starts. */
export function wayLines(
  ways: readonly (readonly Requirement[])[],
  sentence: (requirement: Requirement) => string,
): string[] {
  return ways.flatMap((way, wayIndex) =>
    way.map((requirement, index) => `${index > 0 ? 'and' : wayIndex > 0 ? 'or if' : 'if'} ${sentence(requirement)}`),
  )
}
