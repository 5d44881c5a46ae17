// What it is: the scenario format: one strict YAML file is one small world with questions and expected answers.
// May import: yaml, zod, and the world vocabulary beside it.
// Never does: run the product, or forgive a key that it does not know.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { parseWorld, withNames, type World } from './world.js'

const texts = z.union([z.string(), z.array(z.string())])
const outcome = z.enum(['allowed', 'conditional', 'denied', 'unknown'])
const outcomes = z.union([outcome, z.array(outcome)])

const requirement = z.union([
  z.string(),
  z.strictObject({
    key: z.string(),
    operator: z.string().optional(),
    satisfiedBy: z.string().optional(),
    values: z.array(z.string()).optional(),
  }),
])

/** Part of a row. Lists mean any of these; in `access`, `actions`, `requires` and `because` all of these. */
const rowPattern = z.strictObject({
  target: texts.optional(),
  reaches: texts.optional(),
  principal: texts.optional(),
  party: texts.optional(),
  entry: texts.optional(),
  via: texts.optional(),
  type: texts.optional(),
  covers: texts.optional(),
  /** Default: allowed or conditional. */
  outcome: outcomes.optional(),
  access: texts.optional(),
  data: z.boolean().optional(),
  actions: texts.optional(),
  requires: z.union([requirement, z.array(requirement)]).optional(),
  because: texts.optional(),
  escalation: z.union([z.boolean(), z.string()]).optional(),
})

/** Part of a gap: `service` and `call` without case and punctuation, `message` and `scope` by containment. */
const gapPattern = z.strictObject({
  cloud: texts.optional(),
  scope: texts.optional(),
  region: texts.optional(),
  service: texts.optional(),
  call: texts.optional(),
  reason: texts.optional(),
  message: texts.optional(),
})

const aboutGaps = { gaps: z.array(gapPattern).optional(), notGaps: z.array(gapPattern).optional() }

const aboutRows = {
  /** Some row fits each. */
  must: z.array(rowPattern).optional(),
  /** No row fits. */
  mustNot: z.array(rowPattern).optional(),
  /** Every row fits one of these. */
  only: z.array(rowPattern).optional(),
  complete: z.boolean().optional(),
  ...aboutGaps,
}

const reachQuestion = z.strictObject({
  /** A party, or `*` for all. */
  reach: z.string(),
  expand: z.boolean().optional(),
  public: z.boolean().optional(),
  escalation: z.boolean().optional(),
  ...aboutRows,
})

const whoCanQuestion = z.strictObject({ whoCan: z.tuple([z.string(), z.string()]), ...aboutRows })

const explainQuestion = z.strictObject({
  explain: z.strictObject({
    principal: z.string(),
    action: z.string(),
    resource: z.string(),
    context: z.record(z.string(), texts).optional(),
  }),
  closedContext: z.boolean().optional(),
  outcome: outcomes,
  requires: z.array(requirement).optional(),
  because: z.array(z.string()).optional(),
  deniedBy: z.array(z.string()).optional(),
  ...aboutGaps,
})

const importQuestion = z.strictObject({
  import: z.strictObject({ malformed: z.array(z.string()).optional(), unrecognised: z.array(z.string()).optional() }),
})

const QUESTIONS = {
  reach: reachQuestion,
  whoCan: whoCanQuestion,
  explain: explainQuestion,
  import: importQuestion,
} as const

const scenarioSchema = z.strictObject({
  why: z.string().min(1),
  today: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  parties: z.record(z.string(), z.unknown()).optional(),
  world: z.record(z.string(), z.unknown()),
  ask: z.array(z.record(z.string(), z.unknown())).min(1),
})

export type RowPattern = z.infer<typeof rowPattern>
export type GapPattern = z.infer<typeof gapPattern>
export type RequirementPattern = z.infer<typeof requirement>
export type ReachQuestion = z.infer<typeof reachQuestion>
export type WhoCanQuestion = z.infer<typeof whoCanQuestion>
export type ExplainQuestion = z.infer<typeof explainQuestion>
export type ImportQuestion = z.infer<typeof importQuestion>
export type Question = ReachQuestion | WhoCanQuestion | ExplainQuestion | ImportQuestion

export interface Scenario {
  /** `<group>/<name>`. */
  name: string
  file: string
  why: string
  today: string
  parties: Record<string, unknown> | null
  world: World
  ask: Question[]
}

/** The day on which a scenario that names none is asked. */
const TODAY = '2026-11-22'

/** Folder of the AWS scenarios. */
export const AWS_SCENARIOS = fileURLToPath(new URL('../scenarios/aws/', import.meta.url))

/** Folder of the Azure scenarios. */
export const AZURE_SCENARIOS = fileURLToPath(new URL('../scenarios/azure/', import.meta.url))

/** Folder of the Google Cloud scenarios. */
export const GCP_SCENARIOS = fileURLToPath(new URL('../scenarios/gcp/', import.meta.url))

/** Folder of the scenarios with several clouds. */
export const CROSS_SCENARIOS = fileURLToPath(new URL('../scenarios/cross/', import.meta.url))

/**
 * Reads a scenario.
 *
 * @throws Error that names the file, the place in it and the key, one line for each thing that is wrong.
 */
export function parseScenario(text: string, file: string, name: string): Scenario {
  const document = parseDocument(text, { stringKeys: true, uniqueKeys: true })
  const [broken] = document.errors
  if (broken !== undefined) throw new Error(`${file}: ${broken.message}`)
  const parsed = scenarioSchema.safeParse(document.toJS())
  if (!parsed.success) throw new Error(problems(file, '', parsed.error).join('\n'))
  const { why, today = TODAY, parties = null, ask } = parsed.data
  const described = parseWorld(parsed.data.world)
  if (!described.success) throw new Error(problems(file, 'world', described.error).join('\n'))
  const world = described.data
  return {
    name,
    file,
    why,
    today,
    parties,
    world,
    ask: ask.map((question, at) => parseQuestion(question, world, file, at)),
  }
}

function parseQuestion(written: Record<string, unknown>, world: World, file: string, at: number): Question {
  const question = namedQuestion(written, world, file, at)
  for (const word of Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]) {
    if (!(word in question)) continue
    const parsed = QUESTIONS[word].safeParse(question)
    if (!parsed.success) throw new Error(problems(file, `ask.${String(at)}`, parsed.error).join('\n'))
    return parsed.data
  }
  throw new Error(`${file}: ask.${String(at)}: none of ${Object.keys(QUESTIONS).join(', ')}`)
}

function namedQuestion(question: Record<string, unknown>, world: World, file: string, at: number): object {
  try {
    return withNames(world, question) as object
  } catch (error) {
    throw new Error(`${file}: ask.${String(at)}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function problems(file: string, at: string, error: z.ZodError): string[] {
  return error.issues
    .flatMap((issue) => deepest(issue, []))
    .map(({ path, message }) => `${file}: ${[...(at === '' ? [] : [at]), ...path.map(String)].join('.')}: ${message}`)
}

interface Problem {
  path: PropertyKey[]
  message: string
}

/** Of the alternatives of a union, the one that got furthest is what was meant. */
function deepest(issue: z.core.$ZodIssue, above: PropertyKey[]): Problem[] {
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }]
  const alternatives = issue.errors.map((issues) => issues.flatMap((inner) => deepest(inner, path)))
  const depth = (found: Problem[]): number => Math.max(0, ...found.map((problem) => problem.path.length))
  alternatives.sort((a, b) => Number(isWrongType(a, path)) - Number(isWrongType(b, path)) || depth(b) - depth(a))
  return alternatives[0] ?? [{ path, message: issue.message }]
}

function isWrongType(found: Problem[], path: PropertyKey[]): boolean {
  return found.every((problem) => problem.path.length === path.length && problem.message.startsWith('Invalid input'))
}

/** All scenarios below a folder, by name. */
export function readScenarios(folder: string): Scenario[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => {
      const file = join(folder, path)
      const name = relative(folder, file).replace(/\.yaml$/, '')
      return parseScenario(readFileSync(file, 'utf8'), name + '.yaml', name)
    })
}
