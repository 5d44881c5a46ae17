import type { Evidence, Explanation, ReachAnswer, ReachRow, WhoCanAnswer, WhoCanRow } from '../model/index.js'
import type { Answer, ImportAnswer, PartiesAnswer, PublishAnswer } from './answers.js'
import { checkCells, collectCells, mergeCells, plannedCells, statusCells } from './collect-columns.js'
import type { QueriesAnswer, QueryAnswer } from './query-answers.js'
import { plainText } from './query-tables.js'
import { lastUsedText } from './last-used-text.js'
import { alternativesText } from './requirement-text.js'

/** An answer as a rectangle of texts: what CSV and the wide table print. */
export interface Rectangle {
  header: readonly string[]
  rows: Iterable<string[]>
}

const ACCESS_HEADER = [
  'entry',
  'outcome',
  'access',
  'data',
  'target',
  'type',
  'covers',
  'except',
  'actions',
  'requires',
  'through',
  'escalation',
  'because',
  'last_used',
] as const

/** One line per row with every column; lists are joined with spaces, requirements as sentences. */
export function flatten(answer: Answer): Rectangle {
  switch (answer.schema) {
    case 'inroads/reach/1':
      return reachRectangle(answer)
    case 'inroads/who-can/1':
      return whoCanRectangle(answer)
    case 'inroads/explain/1':
      return explainRectangle(answer)
    case 'inroads/parties/1':
      return partiesRectangle(answer)
    case 'inroads/import/1':
      return importRectangle(answer)
    case 'inroads/status/1':
      return statusCells(answer)
    case 'inroads/publish/1':
      return publishRectangle(answer)
    case 'inroads/queries/1':
      return queriesRectangle(answer)
    case 'inroads/query/1':
      return queryRectangle(answer)
    case 'inroads/collect/1':
      return collectCells(answer)
    case 'inroads/merge/1':
      return mergeCells(answer)
    case 'inroads/doctor/1':
      return checkCells(answer)
    case 'inroads/plan/1':
      return plannedCells(answer)
  }
}

function accessCells(row: Omit<ReachRow, 'party'>): string[] {
  return [
    row.entry.id,
    row.outcome,
    row.access.join(' '),
    row.data ? 'yes' : 'no',
    row.target.id,
    row.target.type,
    row.target.covers,
    (row.target.except ?? []).join(' '),
    row.actions.join(' '),
    alternativesText(row.requires, row.alternatives),
    middleOfPath(row).join(' '),
    row.escalation ?? '',
    row.because.map(evidenceName).join(' '),
    lastUsedText(row.entry.lastUsed),
  ]
}

/** `document#statement`, or the document alone where a whole layer is meant. */
export function evidenceName(evidence: Evidence): string {
  return evidence.statement === null ? evidence.document : `${evidence.document}#${String(evidence.statement)}`
}

/** The ids that a path passes between the entry and the target. */
export function middleOfPath(row: Pick<ReachRow, 'path' | 'entry' | 'target'>): string[] {
  const passed = row.path.map((step) => step.to)
  const start = passed.indexOf(row.entry.id) + 1
  return passed.slice(start).filter((id) => id !== row.target.id && id !== row.entry.id)
}

function reachRectangle(answer: ReachAnswer): Rectangle {
  return {
    header: ['party', 'party_name', ...ACCESS_HEADER],
    rows: mapped(answer.rows, (row: ReachRow) => [row.party.id, row.party.name, ...accessCells(row)]),
  }
}

function whoCanRectangle(answer: WhoCanAnswer): Rectangle {
  return {
    header: ['principal', 'party', ...ACCESS_HEADER],
    rows: mapped(answer.rows, (row: WhoCanRow) => [row.principal.id, row.party?.id ?? '', ...accessCells(row)]),
  }
}

function explainRectangle(answer: Explanation): Rectangle {
  const question = [answer.principal, answer.action, answer.resource, answer.outcome]
  return {
    header: ['principal', 'action', 'resource', 'outcome', 'layer', 'layer_outcome', 'because', 'requires'],
    rows: mapped(answer.layers, (layer) => [
      ...question,
      layer.kind,
      layer.outcome,
      layer.because.map(evidenceName).join(' '),
      alternativesText(answer.requires, answer.alternatives),
    ]),
  }
}

function partiesRectangle(answer: PartiesAnswer): Rectangle {
  return {
    header: ['party', 'name', 'kind', 'registered', 'contract_end', 'door', 'entries'],
    rows: answer.parties.flatMap((row) =>
      row.doors.map((door) => [
        row.party.id,
        row.party.name,
        row.kind ?? '',
        row.registered ? 'yes' : 'no',
        row.contractEnd ?? '',
        door.id,
        String(door.entries),
      ]),
    ),
  }
}

function importRectangle(answer: ImportAnswer): Rectangle {
  return {
    header: ['snapshot', 'path', 'status', 'message'],
    rows: [
      ...answer.files.malformed.map((file) => [answer.snapshot.id, file.path, 'malformed', file.message]),
      ...answer.files.unrecognised.map((path) => [answer.snapshot.id, path, 'unrecognised', '']),
    ],
  }
}

function queriesRectangle(answer: QueriesAnswer): Rectangle {
  return {
    header: ['query', 'group', 'title', 'params', 'columns'],
    rows: mapped(answer.queries, ({ id, group, title, params, columns }) => [
      id,
      group,
      title,
      params.map((param) => param.name).join(' '),
      columns.join(' '),
    ]),
  }
}

function queryRectangle(answer: QueryAnswer): Rectangle {
  return {
    header: answer.columns,
    rows: mapped(answer.rows, (row) =>
      row.map((value) => (Array.isArray(value) ? value.map(plainText).join(' ') : plainText(value))),
    ),
  }
}

function publishRectangle(answer: PublishAnswer): Rectangle {
  const { snapshot, server, today, method, nodes, relationships, changes } = answer
  return {
    header: ['snapshot', 'server', 'today', 'method', 'nodes', 'relationships', 'changes'],
    rows: [[snapshot.id, server, today, method, String(nodes), String(relationships), String(changes)]],
  }
}

function* mapped<T>(items: Iterable<T>, cells: (item: T) => string[]): Generator<string[]> {
  for (const item of items) yield cells(item)
}
