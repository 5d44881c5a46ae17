// What it is: a scenario's world in the vocabulary of each cloud, and all the files that those clouds would give of it.
// May import: zod and the vocabularies.
// Never does: run the product.
import { z } from 'zod'
import { awsWorldSchema } from './aws-world-format.js'
import { worldFiles as awsWorldFiles, type WorldFiles } from './aws-world.js'
import { azureWorldSchema } from './azure-world-format.js'
import { namesOf } from './azure-world-names.js'
import { azureWorldFiles } from './azure-world.js'
import { gcpWorldSchema } from './gcp-world-format.js'
import { gcpFilled, gcpFilledIn } from './gcp-world-names.js'
import { gcpWorldFiles } from './gcp-world.js'

/** Several clouds by name. */
const cloudsSchema = z.strictObject({
  aws: awsWorldSchema.optional(),
  azure: azureWorldSchema.optional(),
  gcp: gcpWorldSchema.optional(),
})

type Clouds = z.infer<typeof cloudsSchema>
export type World = z.infer<typeof awsWorldSchema> | Clouds

/** Reads a world. One of AWS alone may stand without the name of its cloud. */
export function parseWorld(world: Record<string, unknown>): z.ZodSafeParseResult<World> {
  return 'accounts' in world ? awsWorldSchema.safeParse(world) : cloudsSchema.safeParse(world)
}

function cloudsOf(world: World): Clouds {
  return 'accounts' in world ? { aws: world } : world
}

/** Every file of the world, in a fixed order. */
export function worldFiles(world: World): WorldFiles {
  const { aws, azure, gcp } = joined(cloudsOf(world))
  return new Map([
    ...(aws === undefined ? [] : awsWorldFiles(aws)),
    ...(azure === undefined ? [] : azureWorldFiles(azure)),
    ...(gcp === undefined ? [] : gcpWorldFiles(gcp)),
  ])
}

/** Where several clouds are in one world, each may name things of the others. */
function joined(clouds: Clouds): Clouds {
  if (Object.keys(clouds).length === 1) return clouds
  const { aws, azure, gcp } = gcpFilledIn(clouds)
  if (azure === undefined) return { aws, gcp }
  const { fill } = namesOf(azure)
  return { aws: filled(aws, fill) as Clouds['aws'], azure, gcp: filled(gcp, fill) as Clouds['gcp'] }
}

/** Fills the names of the world into every text of a question; throws for a name that it does not have. */
export function withNames(world: World, value: unknown): unknown {
  const { azure, gcp } = cloudsOf(world)
  if (azure === undefined && gcp === undefined) return value
  const fill = azure === undefined ? (text: string): string => text : namesOf(azure).fill
  return filled(value, (text) => whole(fill(gcp === undefined ? text : gcpFilled(text))))
}

/** Every text in a value as `fill` makes it, keys of objects too. */
function filled(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') return fill(value)
  if (Array.isArray(value)) return value.map((inner) => filled(inner, fill))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fill(key), filled(inner, fill)]))
}

function whole(text: string): string {
  const left = /(?<![<&])\$[A-Za-z][A-Za-z0-9:-]*/.exec(text.replaceAll('$>', ''))
  if (left !== null) throw new Error(`the world has no \`${left[0]}\` (in \`${text}\`)`)
  return text
}
