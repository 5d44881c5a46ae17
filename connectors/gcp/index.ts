// What it is: the Google Cloud connector: recognises what gcloud, bq and the asset inventory printed and makes facts of it.
// May import: src/connector, src/model.
// Never does: decide who may do what, keep a secret, touch a network or a file by itself.
import type { CallRecord, Collector, Connector, DoctorCheck, OpenStore } from '../../src/connector/index.js'
import type { GcpCollectOptions } from './collect/options.js'
import { fieldOf } from './fields.js'
import { ASSETS, POLICY, SEARCHED_POLICIES, SEARCHED_RESOURCES } from './items.js'
import { normalize } from './normalize.js'
import { recogniser } from './recognise.js'
import { resourceTypes } from './resources/index.js'

export type { ResourceType } from './resource-type.js'
export type { GcpCollectOptions } from './collect/options.js'
export { gcpCalls, type GcpCall } from './collect/calls.js'
export { normalize, resourceTypes }

/** Live collection, loaded when it is asked for: its libraries cost more time than all the rest. */
export async function createGcpCollector(options: GcpCollectOptions): Promise<Collector> {
  const { createGcpCollector: create } = await import('./collect/collector.js')
  return create(options)
}

export async function gcpDoctor(options: GcpCollectOptions): Promise<DoctorCheck[]> {
  const { gcpDoctor: examine } = await import('./collect/doctor.js')
  return examine(options)
}

/** When the dump was taken: list answers of the asset inventory say so. */
function takenAt(records: readonly CallRecord[]): string | null {
  let newest: string | null = null
  for (const { service, body } of records) {
    if (service !== 'cloudasset') continue
    const said = fieldOf(body, 'readTime') ?? fieldOf(body, 'read_time')
    const date = new Date(typeof said === 'string' && /^\d{4}-/.test(said) ? said : NaN)
    if (Number.isNaN(date.getTime())) continue
    const text = date.toISOString().replace('.000Z', 'Z')
    if (newest === null || text > newest) newest = text
  }
  return newest
}

export const gcpConnector: Connector = {
  cloud: 'gcp',
  version: 2,
  recognise: recogniser(resourceTypes),
  settle: (found) => ({ records: found.map(({ folder: _, ...record }) => record), malformed: [] }),
  normalize,
  reads: new Set([
    ASSETS,
    SEARCHED_RESOURCES,
    SEARCHED_POLICIES,
    POLICY,
    ...resourceTypes.flatMap(({ listed }) => (listed === undefined ? [] : [listed.call])),
  ]),
  takenAt,
}

/** Snapshots kept in this cloud; its library is loaded only then. */
export const openGcpStore: OpenStore = async (url, access) => (await import('./store.js')).openGcpStore(url, access)
