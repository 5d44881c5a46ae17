// What it is: the Azure connector: recognises what ARM, Microsoft Graph and the Azure CLI printed and makes facts of it.
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
import { idKey } from './arm-id.js'
import type { AzureCollectOptions } from './collect/options.js'
import { addCoverageGaps } from './coverage.js'
import { fieldChecks } from './field-kind.js'
import { indexLists } from './list-index.js'
import { createRecogniser } from './recognise.js'
import { indexRecords, type Vocabulary } from './records.js'
import { resourceTypes } from './resources/index.js'
import { settle } from './settle.js'

export type { ResourceType } from './resource-type.js'
export { armResource, type ArmResource } from './resource-type.js'
export { azureCalls, type CallSummary } from './collect/calls.js'
export type { AzureCollectOptions }
export { resourceTypes }

const read = resourceTypes.flatMap((type) => type.lists)
const lists = indexLists(read)
const vocabulary: Vocabulary = {
  terraformNames: new Map(
    resourceTypes.flatMap(({ names = [] }) => names.map(([arm, name]) => [idKey(arm), name] as const)),
  ),
  wrongFields: fieldChecks(read),
}

/** Facts of Azure records without gaps for what they leave out: what the resource types alone make of them. */
export function factsOfRecords(records: readonly CallRecord[]): Facts {
  const index = indexRecords(records, vocabulary)
  const facts = createFactsBuilder()
  for (const type of resourceTypes) type.normalize(index, facts)
  return facts.build()
}

/** Facts of Azure records, with the gaps that they leave open. */
export function normalize(records: readonly CallRecord[]): Facts {
  const index = indexRecords(records, vocabulary)
  const facts = createFactsBuilder()
  for (const type of resourceTypes) type.normalize(index, facts)
  addCoverageGaps(index, facts, lists)
  return facts.build()
}

export const azureConnector: Connector = {
  cloud: 'azure',
  version: 1,
  recognise: createRecogniser(lists),
  settle,
  normalize,
  reads: lists.calls,
  takenAt: () => null,
}

/**
 * Reads a tenant live. The SDKs are loaded only then.
 *
 * @throws UserError (exit code 4) if there are no credentials
 */
export async function createAzureCollector(options: AzureCollectOptions): Promise<Collector> {
  return (await import('./collect/collector.js')).createAzureCollector(options)
}

/** Checks credentials, clock and rights. */
export async function azureDoctor(options: AzureCollectOptions): Promise<DoctorCheck[]> {
  return (await import('./collect/doctor.js')).azureDoctor(options)
}

/** Snapshots kept in this cloud; its library is loaded only then. */
export const openAzureStore: OpenStore = async (url, access) => (await import('./store.js')).openAzureStore(url, access)
