import type { Command } from 'commander'
import { UserError } from '../../model/index.js'
import { EXPLAIN_OPTIONS, longName } from '../options.js'
import { openQuestions, printAnswer, type Session } from '../session.js'
import { declareOptions, type Run } from './verb.js'

/** `inroads explain --principal P --action A --resource R [--context key=value ...]` */
export function addExplain(program: Command, run: Run): void {
  const command = program
    .command('explain')
    .summary('may a principal do something, and why')
    .description(
      'Whether one principal may perform one action on one resource: the verdict, layer by layer, with the statements.',
    )
    .addHelpText(
      'after',
      [
        '',
        'Example:',
        '  inroads explain --principal arn:aws:iam::111122223333:role/Vendor --action s3:GetObject \\',
        '    --resource arn:aws:s3:::payroll/2026.csv --context aws:SourceIp=203.0.113.7',
        '',
        'Context that is not given stays open and comes back as a condition; --closed-context closes it.',
      ].join('\n'),
    )
  declareOptions(command, EXPLAIN_OPTIONS)
  command.action(() =>
    run(command, EXPLAIN_OPTIONS, async (session) => {
      const asked = {
        principal: needed(session, 'principal'),
        action: needed(session, 'action'),
        resource: needed(session, 'resource'),
        context: contextOf(session.settings.list('context')),
        closedContext: session.settings.on('closedContext'),
        data: session.settings.on('data'),
      }
      const questions = await openQuestions(session)
      return printAnswer(session, questions.explain(asked))
    }),
  )
}

function needed(session: Session, name: string): string {
  const value = session.settings.text(name)
  if (value !== undefined) return value
  const flags = EXPLAIN_OPTIONS.filter((option) => option.kind === 'text').map((option) => `--${longName(option)}`)
  throw new UserError(`explain needs --${name}`, `it takes ${flags.join(', ')}; see \`inroads explain --help\``)
}

/** `key=value` texts as lists of values by key; a key may contain `=` only in its value. */
export function contextOf(pairs: readonly string[]): Record<string, string[]> {
  const context = Object.create(null) as Record<string, string[]>
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1)
      throw new UserError(`--context: \`${pair}\` is not key=value`, 'such as --context aws:SourceIp=203.0.113.7')
    const key = pair.slice(0, at)
    context[key] = [...(context[key] ?? []), pair.slice(at + 1)]
  }
  return context
}
