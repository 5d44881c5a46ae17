import type { Command } from 'commander'
import { EXIT, UserError } from '../../model/index.js'
import { writePieces } from '../session.js'
import type { Run } from './verb.js'

/** `inroads schema [name]` */
export function addSchema(program: Command, run: Run): void {
  const command = program
    .command('schema')
    .summary('the JSON Schema of an answer')
    .description('Prints the JSON Schema (2020-12) of an answer, or the names of all of them.')
    .argument('[name]', 'such as reach')
  command.action((name: string | undefined) =>
    run(command, [], async (session) => {
      const { SCHEMAS } = await import('../../report/schemas/index.js')
      const names = [...SCHEMAS.keys()]
      if (name === undefined) {
        await writePieces(session, [`${names.join('\n')}\n`])
        return EXIT.clean
      }
      const schema = SCHEMAS.get(name)
      if (schema === undefined)
        throw new UserError(`there is no schema \`${name}\``, `choose one of ${names.join(', ')}`)
      await writePieces(session, [`${JSON.stringify(schema, null, 2)}\n`])
      return EXIT.clean
    }),
  )
}
