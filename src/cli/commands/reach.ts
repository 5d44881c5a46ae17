import type { Command } from 'commander'
import { UserError } from '../../model/index.js'
import { REACH_OPTIONS } from '../options.js'
import { openQuestions, printAnswer } from '../session.js'
import { declareOptions, type Run } from './verb.js'

/** `inroads reach <party> | --all` */
export function addReach(program: Command, run: Run): void {
  const command = program
    .command('reach')
    .summary('what an outside party can get to')
    .description('What an outside party can get to, by which way, under which conditions, and what could not be seen.')
    .argument('[party]', 'a registered id or name, an account, organization, domain, ARN, `issuer#subject`, `public`')
    .addHelpText(
      'after',
      '\nExamples:\n  inroads reach 999988887777\n  inroads reach datadog -o json\n  inroads reach --all --no-public',
    )
  declareOptions(command, REACH_OPTIONS)
  command.action((party: string | undefined) =>
    run(command, REACH_OPTIONS, async (session) => {
      const all = session.settings.on('all')
      if (party === undefined && !all) {
        throw new UserError(
          'reach needs a party',
          'name one (`inroads parties` lists them), or ask about every one with `inroads reach --all`',
        )
      }
      if (party !== undefined && all)
        throw new UserError(`both \`${party}\` and --all were given`, 'choose one of the two')
      const questions = await openQuestions(session)
      const answer = questions.reach({
        party: party ?? null,
        expand: session.settings.on('expand'),
        public: session.settings.on('public'),
        escalation: session.settings.on('escalation'),
      })
      return printAnswer(session, answer, { party: party ?? null, scopeNames: questions.scopeNames() })
    }),
  )
}
