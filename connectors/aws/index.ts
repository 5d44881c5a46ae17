// What it is: the AWS connector: recognises what the AWS CLI printed and makes facts of it.
// May import: src/connector, src/model.
// Never does: decide who may do what, keep a secret, touch a network or a file by itself.
import {
  createFactsBuilder,
  type CallRecord,
  type Collector,
  type Connector,
  type DoctorCheck,
  type OpenStore,
} from '../../src/connector/index.js'
import type { Facts } from '../../src/model/index.js'
import { AUTHORIZATION_DETAILS } from './authorization-details.js'
import { declaredCalls } from './collect/declared-calls.js'
import type { AwsCollectOptions } from './collect/options.js'
import { addCoverageGaps } from './coverage.js'
import { isoDate } from './fields.js'
import { recognise } from './recognise.js'
import { indexRecords } from './records.js'
import { resourceTypes } from './resources/index.js'
import { settle } from './settle.js'

export type { ResourceType } from './resource-type.js'
export { listedResource, type ListedResource } from './listed-resource.js'
export type { DeclaredCall } from './collect/declaration.js'
export type { AwsCollectOptions }
export { declaredCalls, resourceTypes }

/**
 * A live collection of AWS; asks at once who the caller is.
 *
 * @throws UserError with the exit code for credentials, where there are none that are accepted
 */
export async function createAwsCollector(options: AwsCollectOptions): Promise<Collector> {
  return (await import('./collect/collector.js')).createAwsCollector(options)
}

/** Whether a live collection would work, and what to do where it would not. */
export async function awsDoctor(options: AwsCollectOptions): Promise<DoctorCheck[]> {
  return (await import('./collect/doctor.js')).awsDoctor(options)
}

/** Facts of AWS records, with the gaps that they leave open. */
export function normalize(records: readonly CallRecord[]): Facts {
  const index = indexRecords(records)
  const facts = createFactsBuilder()
  for (const type of resourceTypes) type.normalize(index, facts)
  addCoverageGaps(index, facts, resourceTypes)
  return facts.build()
}

/** When the dump was taken: only a credential report says so. */
function takenAt(records: readonly CallRecord[]): string | null {
  let newest: string | null = null
  for (const { service, operation, body } of records) {
    if (service !== 'iam' || operation !== 'get-credential-report') continue
    const date = typeof body === 'object' && !Array.isArray(body) ? isoDate(body?.['GeneratedTime']) : null
    if (date !== null && (newest === null || date > newest)) newest = date
  }
  return newest
}

export const awsConnector: Connector = {
  cloud: 'aws',
  version: 5,
  recognise,
  settle,
  normalize,
  reads: new Set([...resourceTypes.flatMap(({ calls }) => calls), ...declaredCalls.map(({ call }) => call)]),
  identity: new Set([AUTHORIZATION_DETAILS]),
  takenAt,
}

/** Snapshots kept in this cloud; its library is loaded only then. */
export const openAwsStore: OpenStore = async (url, access) => (await import('./store.js')).openAwsStore(url, access)
