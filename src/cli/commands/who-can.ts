import type { Command } from 'commander'
import { WHO_CAN_OPTIONS } from '../options.js'
import { openQuestions, printAnswer } from '../session.js'
import { declareOptions, type Run } from './verb.js'

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
  declareOptions(command, WHO_CAN_OPTIONS)
  command.action((action: string, resource: string) =>
    run(command, WHO_CAN_OPTIONS, async (session) => {
      const questions = await openQuestions(session)
      return printAnswer(session, questions.whoCan({ action, resource, data: session.settings.on('data') }), {
        action,
        resource,
        scopeNames: questions.scopeNames(),
      })
    }),
  )
}
