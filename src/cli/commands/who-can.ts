import type { Command } from 'commander'
import { openQuestions, printAnswer } from '../session.js'
import type { Run } from './verb.js'

/** `inroads who-can <action> <resource>` */
export function addWhoCan(program: Command, run: Run): void {
  const command = program
    .command('who-can')
    .summary('who can do something to a resource')
    .description(
      'Every principal, outside and ours, that can perform the action on the resource, directly or through others.',
    )
    .argument('<action>', 'such as s3:GetObject')
    .argument('<resource>', 'its ARN or id')
    .addHelpText('after', '\nExample:\n  inroads who-can s3:GetObject arn:aws:s3:::payroll/2026.csv')
  command.action((action: string, resource: string) =>
    run(command, [], async (session) => {
      const questions = await openQuestions(session)
      return printAnswer(session, questions.whoCan({ action, resource }), {
        action,
        resource,
        scopeNames: questions.scopeNames(),
      })
    }),
  )
}
