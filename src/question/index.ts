// What it is: the three questions (reach, who-can, explain) and the list of parties, answered from one snapshot.
// May import: src/model, src/policy, src/party, src/graph, src/engine, src/snapshot.
// Never does: parse a cloud's files, print, read a clock.
import type { AccessGraph } from '../engine/index.js'
import {
  UserError,
  type Explanation,
  type Gap,
  type Node,
  type ReachAnswer,
  type SnapshotSummary,
  type WhoCanAnswer,
} from '../model/index.js'
import {
  emptyRegistry,
  listParties,
  loadRegistry,
  resolveAsked,
  type ListedParty,
  type PartyRegistry,
} from '../party/index.js'
import type { CloudMeaning, ExplainAsked, Explained, Places } from '../policy/cloud.js'
import { needsOf } from '../policy/needs.js'
import { openSnapshot, type Snapshot } from '../snapshot/index.js'
import { factsOf, meaningOfAction } from './clouds.js'
import { gapsForAction, gapsForChains, sortedGaps } from './gaps.js'
import { allStarts, doorsOf, startsOf, type Doors } from './parties.js'
import { placesOf } from './places.js'
import { reachRows } from './reach.js'
import { accessGraphOf } from './stored-graph.js'
import { grantReader, hopsFrom, type GrantReader } from './walk.js'
import { whoCanRows } from './who-can.js'

export { propertyGraphOf } from './publish/property-graph.js'

export interface QuestionSource {
  home: string
  snapshot?: string
  /** Path of the registry; none: no party is registered. */
  parties?: string
  /** `YYYY-MM-DD`; decides conditions on time. */
  today?: string
}

export interface PartiesListing {
  schema: 'inroads/parties/1'
  snapshot: SnapshotSummary
  parties: ListedParty[]
  gaps: Gap[]
  complete: boolean
}

export interface Questions {
  snapshot: SnapshotSummary
  reach(asked: { party: string | null; expand: boolean; public: boolean; escalation: boolean }): ReachAnswer
  /** `data`: an Azure action is asked about as a data action, whatever is known of it. */
  whoCan(asked: { action: string; resource: string; data?: boolean }): WhoCanAnswer
  explain(asked: ExplainAsked): Explanation
  parties(): PartiesListing
}

/** Opens a snapshot for questions. Throws UserError when there is none or the registry cannot be read. */
export async function openQuestions(source: QuestionSource): Promise<Questions> {
  const snapshot = openSnapshot(source.home, source.snapshot)
  const registry = source.parties === undefined ? emptyRegistry() : await loadRegistry(source.parties)
  return questionsOn(snapshot, registry, millisecondsOf(source.today))
}

/** Questions on an opened snapshot. `today`: milliseconds since 1970. */
export function questionsOn(
  snapshot: Snapshot,
  registry: PartyRegistry,
  today: number,
  access: AccessGraph = accessGraphOf(snapshot),
): Questions {
  const reader = grantReader(access, today)
  const doors = doorsOf(access, registry)
  const gaps = sortedGaps(snapshot.facts().gaps)
  const places = placesOf(access)
  const explainers = new Map<CloudMeaning, (asked: ExplainAsked) => Explained>()
  const explainerOf = (cloud: CloudMeaning): ((asked: ExplainAsked) => Explained) => {
    const known = explainers.get(cloud) ?? cloud.explainer(factsOf(snapshot.facts(), cloud.cloud), today)
    explainers.set(cloud, known)
    return known
  }
  return {
    snapshot: snapshot.summary,
    reach: (asked) => reach(snapshot.summary, reader, doors, gaps, asked, places),
    whoCan: ({ action, resource, data }) => {
      const cloud = meaningOfAction(action, resource)
      const about = cloud.question(action, resource, places, data === true, () =>
        factsOf(snapshot.facts(), cloud.cloud),
      )
      const rows = whoCanRows(reader, doors, action, about)
      const relevant = gapsForChains(gaps, action)
      return {
        schema: 'inroads/who-can/1',
        snapshot: snapshot.summary,
        rows,
        gaps: relevant,
        complete: relevant.length === 0,
      }
    },
    explain: (asked) => {
      const cloud = meaningOfAction(asked.action, asked.resource)
      const { action, outcome, ways, because, deniedBy, layers } = explainerOf(cloud)(asked)
      return {
        schema: 'inroads/explain/1',
        principal: asked.principal,
        action,
        resource: asked.resource,
        snapshot: snapshot.summary,
        outcome,
        because: [...because],
        deniedBy: [...deniedBy],
        ...(outcome === 'denied' || ways.length === 0 ? { requires: [] } : needsOf(ways)),
        layers: [...layers],
        gaps: gapsForAction(gaps, cloud, action),
      }
    },
    parties: () => parties(snapshot.summary, reader, doors, gaps),
  }
}

function millisecondsOf(today: string | undefined): number {
  const at = Date.parse(today ?? '')
  if (Number.isNaN(at)) throw new UserError(`\`${today ?? ''}\` is no date`, 'give `--today` as YYYY-MM-DD')
  return at
}

function reach(
  summary: SnapshotSummary,
  reader: GrantReader,
  doors: Doors,
  gaps: readonly Gap[],
  asked: { party: string | null; expand: boolean; public: boolean },
  places: Places,
): ReachAnswer {
  const { access } = reader
  const starts =
    asked.party === null
      ? allStarts(access, doors, asked.public)
      : startsOf(access, doors, askedParty(asked.party, access, doors), asked.public)
  const rows = reachRows(reader, starts, asked.expand ? places : null)
  return { schema: 'inroads/reach/1', snapshot: summary, rows, gaps: [...gaps], complete: gaps.length === 0 }
}

function askedParty(
  text: string,
  access: AccessGraph,
  doors: Doors,
): { node: Node; identity: string | null; matches: (door: string) => boolean } {
  const ids = doors.outside.map((node) => access.graph.ids.get(node))
  const asked = resolveAsked(text, doors.directory, ids)
  if (asked.kind === 'error') throw new UserError(asked.message, asked.hint)
  return asked
}

const MOST_SAMPLES = 5

function parties(summary: SnapshotSummary, reader: GrantReader, doors: Doors, gaps: readonly Gap[]): PartiesListing {
  const { access } = reader
  const named = doors.outside.map((node) => {
    const id = access.graph.ids.get(node)
    const asker = { door: id, identity: null, members: [] }
    const hops = [...hopsFrom(reader, node, access.assume, asker), ...hopsFrom(reader, node, access.access, asker)]
    const targets = [...new Set(hops.map((hop) => access.graph.ids.get(hop.to)))].sort()
    return { id, entries: targets.length, samples: targets.slice(0, MOST_SAMPLES) }
  })
  const users = doors.users.map(({ node, ids }) => ({
    id: ids.find((id) => isRegistered(doors, id)) ?? '',
    entries: 1,
    samples: [access.graph.ids.get(node)],
  }))
  const listed = listParties([...named.filter((d) => d.entries > 0), ...users], doors.directory)
  return {
    schema: 'inroads/parties/1',
    snapshot: summary,
    parties: listed,
    gaps: [...gaps],
    complete: gaps.length === 0,
  }
}

function isRegistered(doors: Doors, id: string): boolean {
  return doors.directory.registry.parties.some(
    (p) => p.identifiers.aws.users.includes(id) || p.identifiers.aws.accessKeys.includes(id),
  )
}
