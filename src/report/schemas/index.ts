// What it is: the published JSON Schema of every answer, one file per answer.
// May import: nothing outside this folder.
// Never does: validate; programs that read our output bring their own validator.
import { collectSchema } from './collect.js'
import { decideSchema } from './decide.js'
import { doctorSchema } from './doctor.js'
import { explainSchema } from './explain.js'
import { importSchema } from './import.js'
import { mergeSchema } from './merge.js'
import { partiesSchema } from './parties.js'
import type { JsonSchema } from './pieces.js'
import { planSchema } from './plan.js'
import { publishSchema } from './publish.js'
import { queriesSchema } from './queries.js'
import { querySchema } from './query.js'
import { reachSchema } from './reach.js'
import { statusSchema } from './status.js'
import { whoCanSchema } from './who-can.js'

export type { JsonSchema } from './pieces.js'

/** The schemas by the name that `inroads schema <name>` takes. */
export const SCHEMAS: ReadonlyMap<string, JsonSchema> = new Map([
  ['collect', collectSchema],
  ['decide', decideSchema],
  ['doctor', doctorSchema],
  ['explain', explainSchema],
  ['import', importSchema],
  ['merge', mergeSchema],
  ['parties', partiesSchema],
  ['plan', planSchema],
  ['publish', publishSchema],
  ['queries', queriesSchema],
  ['query', querySchema],
  ['reach', reachSchema],
  ['status', statusSchema],
  ['who-can', whoCanSchema],
])
