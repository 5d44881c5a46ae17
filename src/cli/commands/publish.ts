import type { Command } from 'commander'
import { NEO4J_OPTIONS, neo4jTarget } from '../neo4j-target.js'
import type { OptionSpec } from '../options.js'
import { note, printAnswer, questionSource } from '../session.js'
import { declareOptions, type Run } from './verb.js'

const PUBLISH_OPTIONS: readonly OptionSpec[] = [
  ...NEO4J_OPTIONS,
  { name: 'rebuild', kind: 'switch', initially: false, description: 'load everything anew, whatever is there' },
]

const PROGRESS_EVERY_MS = 1000

/** `inroads publish` */
export function addPublish(program: Command, run: Run): void {
  const command = program
    .command('publish')
    .summary('write the graph to Neo4j')
    .description(
      'Makes a snapshot the graph that Neo4j holds. Whoever looks meanwhile sees the old graph or the new one; the same snapshot a second time changes nothing.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  NEO4J_URI=bolt://localhost:7687 NEO4J_PASSWORD=... inroads publish\n  then ask in Neo4j Browser, or with `inroads query run <id> --engine neo4j`',
    )
  declareOptions(command, PUBLISH_OPTIONS)
  command.action(() =>
    run(command, PUBLISH_OPTIONS, async (session) => {
      const { host, settings } = session
      const target = neo4jTarget(session)
      let saidAt = host.now()
      const started = saidAt
      const progress = (text: string): void => {
        const now = host.now()
        if (settings.on('quiet') || now - saidAt < PROGRESS_EVERY_MS) return
        saidAt = now
        void host.stderr.write(`inroads: ${text}\n`)
      }
      const warn = (text: string): void => void note(session, text)
      const answer = await host.ports.publish(await questionSource(session), target, {
        rebuild: settings.on('rebuild'),
        progress,
        warn,
      })
      const printed = await printAnswer(session, answer)
      await note(session, `took ${((host.now() - started) / 1000).toFixed(1)} s`)
      return printed
    }),
  )
}
