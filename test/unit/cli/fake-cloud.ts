import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cell, CellStatus, CollectEvent, Collector } from '../../../src/connector/collect/index.js'
import { awsConnector } from '../../../connectors/aws/index.js'
import type { Json } from '../../../src/model/index.js'
import type { Ports, RunEnd } from '../../../src/cli/ports.js'
import { livePorts } from '../../../src/cli/live-ports.js'
import { collectSnapshot, type FinishedCell } from '../../../src/snapshot/index.js'

/** What a cloud says to one call: an answer, or that there is none. */
export interface Said {
  cell: Cell
  status: CellStatus
  message: string | null
  body: Json
}

export function cellOf(scope: string, call: string, more: Partial<Cell> = {}): Cell {
  const [service = '', operation = ''] = call.split(' ')
  const { region = 'global', subject = [] } = more
  const name = subject.length === 0 ? `${service}-${operation}` : `${service}-${operation}/${subject.join('--')}`
  const path = `${scope}/${region}/${name}.json`
  return { cloud: 'aws', scope, region, service, operation, subject, input: {}, path, ...more }
}

export function says(cell: Cell, body: Json): Said {
  return { cell, status: 'ok', message: null, body }
}

export function refuses(cell: Cell, message = 'AccessDenied', status: CellStatus = 'denied'): Said {
  return { cell, status, message, body: null }
}

/** Authorization details of an account with one role that the account 999988887777 may assume. */
export function detailsOf(account: string, role = 'Vendor'): Json {
  const arn = `arn:aws:iam::${account}:role/${role}`
  const everything = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }
  return {
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: [
      {
        ...{ RoleName: role, Arn: arn, RolePolicyList: [{ PolicyName: 'Read', PolicyDocument: everything }] },
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '999988887777' } }],
        },
      },
    ],
  }
}

export interface FakeCloud {
  ports: Partial<Ports>
  /** Paths of the cells that were asked, in order; what came out of a journal is not among them. */
  asked: string[]
  /** What the next runs are told. */
  script: Said[]
  /** Stops the next run after this many calls, in this way. */
  stopAfter: { calls: number; ended: 'interrupted' | 'credentials' } | null
}

/**
 * A cloud that plays a script, and a runner whose journal lives as long as its folder: what is done there is not asked
 * again. Snapshots are real.
 */
export function fakeCloud(script: Said[]): FakeCloud {
  const journals = new Map<string, FinishedCell[]>()
  const collector: Collector = {
    cloud: 'aws',
    roots: () => [],
    fetch: () => Promise.reject(new Error('the fake runner asks nobody')),
    merge: () => null,
    follow: () => [],
    records: () => [],
    silence: () => [],
    permissions: ({ service, operation }) => [`${service}:${operation}`],
  }
  const fake: FakeCloud = { asked: [], script, stopAfter: null, ports: {} }
  fake.ports = {
    ...livePorts,
    collectors: () => Promise.resolve([collector]),
    doctor: () => Promise.resolve([]),
    runCollection: ({ folder, signal, onEvent }): Promise<RunEnd> => {
      const file = join(folder, 'journal')
      const journal = (existsSync(file) ? journals.get(folder) : undefined) ?? []
      journals.set(folder, journal)
      writeFileSync(file, '')
      const fromJournal = journal.length
      const done = new Set(journal.map(({ cell }) => cell.path))
      for (const { cell, status, message } of journal) tell(onEvent, cell, status, message, true)
      let ended: RunEnd['ended'] = 'complete'
      let calls = 0
      for (const said of fake.script) {
        if (done.has(said.cell.path)) continue
        if (signal.aborted || calls === fake.stopAfter?.calls) {
          ended = fake.stopAfter?.ended ?? 'interrupted'
          break
        }
        calls += 1
        fake.asked.push(said.cell.path)
        journal.push(finished(said))
        tell(onEvent, said.cell, said.status, said.message, false)
      }
      const byStatus = { ok: 0, none: 0, denied: 0, throttled: 0, failed: 0 }
      for (const { status } of journal) byStatus[status] += 1
      const message = ended === 'credentials' ? 'ExpiredToken: the security token is expired' : null
      return Promise.resolve({ ended, message, cells: journal.length, byStatus, fromJournal })
    },
    storeCollection: async ({ home, folder, collectors, startedAt }) => {
      const { report } = await collectSnapshot(journals.get(folder) ?? [], {
        ...{ home, startedAt, connectors: [awsConnector], clouds: collectors.map(({ cloud }) => cloud) },
        permissions: collector.permissions,
      })
      return report
    },
  }
  return fake
}

function tell(
  onEvent: (event: CollectEvent) => void,
  cell: Cell,
  status: CellStatus,
  message: string | null,
  isFromJournal: boolean,
): void {
  onEvent({ type: 'planned', cell })
  if (!isFromJournal) onEvent({ type: 'started', cell })
  onEvent({ type: 'finished', cell, status, message, isFromJournal })
}

function finished({ cell, status, message, body }: Said): FinishedCell {
  const { cloud, scope, region, service, operation, subject, path } = cell
  const stored = status === 'throttled' ? 'failed' : status
  const record = { cloud, account: scope, region, service, operation, subject: [...subject], status: stored, message }
  return { cell, status, message, records: [{ ...record, body, file: path, folder: null }] }
}
