import type { PublishAnswer } from './answers.js'
import { gapsLine } from './gap-text.js'
import type { Look } from './look.js'
import { counted, printable } from './text.js'

const METHODS: Record<PublishAnswer['method'], (answer: PublishAnswer) => string> = {
  unchanged: () => 'was there already: nothing changed',
  difference: ({ changes }) => `published: ${counted(changes, 'change')} in one transaction`,
  replaced: () => 'published: loaded whole, put in place in one transaction',
}

/** `publish` for a person: what is there now, and how it got there. */
export function* publishTable(answer: PublishAnswer, look: Look): Generator<string> {
  yield `${look.bold(`snapshot ${printable(answer.snapshot.id)}`)} ${METHODS[answer.method](answer)}\n`
  yield `  server    ${printable(answer.server)}\n`
  yield `  graph     ${counted(answer.nodes, 'node')}, ${counted(answer.relationships, 'relationship')}\n`
  yield `  as of     ${answer.today}\n`
  yield `  coverage  ${gapsLine(answer.gaps) ?? 'complete'}\n`
}
