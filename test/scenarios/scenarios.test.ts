import type * as fs from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { gradeExplanation, gradeRows } from '../support/scenario-grading.js'
import {
  AWS_SCENARIOS,
  AZURE_SCENARIOS,
  CROSS_SCENARIOS,
  GCP_SCENARIOS,
  readScenarios,
  type ImportQuestion,
  type Question,
} from '../support/scenario-format.js'
import { withWorld, type OpenedWorld } from '../support/scenario-world.js'

// What survives a power cut is asked elsewhere; waiting for the disk would take most of the time here.
vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

/** What is wrong with the product's answer to one question. */
function grade(question: Question, { imported, questions }: OpenedWorld): string[] {
  if ('reach' in question) {
    const { reach, expand = false, public: everybody = true, escalation = true } = question
    const party = reach === '*' ? null : reach
    return gradeRows(question, questions.reach({ party, expand, public: everybody, escalation }))
  }
  if ('whoCan' in question) {
    const [action, resource] = question.whoCan
    return gradeRows(question, questions.whoCan({ action, resource }))
  }
  if ('explain' in question) {
    const { context = {}, ...asked } = question.explain
    const values = Object.entries(context).map(([key, value]) => [key, Array.isArray(value) ? value : [value]] as const)
    const closedContext = question.closedContext ?? false
    const answer = questions.explain({ ...asked, context: Object.fromEntries(values), closedContext })
    return gradeExplanation(question, answer)
  }
  return gradeImport(question, imported)
}

function gradeImport({ import: expected }: ImportQuestion, { report }: OpenedWorld['imported']): string[] {
  const malformed = report.files.malformed.map(({ path }) => path)
  const missing = (what: string, parts: string[] | undefined, paths: readonly string[]): string[] =>
    (parts ?? [])
      .filter((part) => !paths.some((path) => path.includes(part)))
      .map((part) => `wrong detail: \`${part}\` is not listed as ${what}`)
  return [
    ...missing('malformed', expected.malformed, malformed),
    ...missing('unrecognised', expected.unrecognised, report.files.unrecognised),
  ]
}

/** A question in the words of the command line. */
function questionText(question: Question): string {
  if ('reach' in question) return `reach ${question.reach}${question.expand === true ? ' --expand' : ''}`
  if ('whoCan' in question) return `who-can ${question.whoCan.join(' ')}`
  if ('import' in question) return 'import'
  const { principal, action, resource, context = {} } = question.explain
  return `explain ${principal} ${action} ${resource} ${JSON.stringify(context)}`
}

describe.each([
  ['aws', AWS_SCENARIOS],
  ['azure', AZURE_SCENARIOS],
  ['gcp', GCP_SCENARIOS],
  ['cross', CROSS_SCENARIOS],
])('scenarios of %s', (_cloud, folder) => {
  it.each(readScenarios(folder).map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      const found = await withWorld(scenario, (world) =>
        scenario.ask.flatMap((question) =>
          grade(question, world).map((problem) => `${questionText(question)}: ${problem}`),
        ),
      )
      expect(found, found.join('\n')).toEqual([])
    },
  )
})
