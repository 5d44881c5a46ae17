import type { FactsBuilder } from '../../src/connector/index.js'
import { compareText, type Json, type JsonObject } from '../../src/model/index.js'
import type { Asset, Inventory } from './asset.js'
import { booleanField, numeralField, objectField, textField } from './fields.js'
import { containerId, projectInName } from './full-name.js'
import { addContainer, addResource } from './scopes.js'

/**
 * A service account's node with its keys; adds to the one that is there. An account whose address is not known is a
 * resource only.
 */
export function addServiceAccount(
  id: string,
  inventory: Inventory,
  facts: FactsBuilder,
  { asset, properties }: { asset: Asset; properties: { [name: string]: Json } },
): void {
  if (!id.startsWith('serviceAccount:')) {
    addResource(asset, inventory, facts, { type: 'google_service_account', properties })
    return
  }
  const mail = id.slice('serviceAccount:'.length)
  const project = projectInName(asset.rawName)
  const scope =
    asset.ancestors[0] ??
    (project === null ? null : containerId(`projects/${project}`, inventory)) ??
    projectOfMail(mail, inventory)
  const keys = keysOf(mail, inventory)
  const statements = inventory.byId.get(id) ?? []
  const uniqueIds = statements.flatMap(({ data }) => numeralField(data ?? undefined, 'uniqueId') ?? [])
  const owner = scope === null ? null : scope.slice(scope.lastIndexOf('/') + 1)
  const spellings = [mail, ...uniqueIds].map(
    (name) => `//iam.googleapis.com/projects/${owner ?? '-'}/serviceAccounts/${name}`,
  )
  const aliases = [...new Set([...(owner === null ? [] : spellings), ...statements.map(({ rawName }) => rawName)])]
  facts.node({
    id,
    kind: 'Principal',
    type: 'google_service_account',
    cloud: 'gcp',
    scope,
    name: mail,
    properties: {
      email: mail,
      ...properties,
      ...(keys.length === 0 ? {} : { keys }),
      aliases,
    },
  })
  if (scope !== null) addContainer(scope, inventory, facts)
  for (const container of asset.ancestors) addContainer(container, inventory, facts)
}

/**
 * Something runs as a service account: an edge to it, with a node if the account is one of ours.
 *
 * LIMIT: an account of a project that was not imported gets no node, and so no edge.
 */
export function addRunsAs(from: string, mail: string, inventory: Inventory, facts: FactsBuilder): void {
  const address = mail.toLowerCase()
  const to = `serviceAccount:${address}`
  const scope = projectOfMail(address, inventory)
  if (scope !== null && facts.get(to) === undefined && !inventory.byId.has(to)) {
    facts.node({
      id: to,
      kind: 'Principal',
      type: 'google_service_account',
      cloud: 'gcp',
      scope,
      name: address,
      properties: { email: address },
    })
    addContainer(scope, inventory, facts)
  }
  facts.edge({ from, to, type: 'RUNS_AS' })
}

/**
 * The project that owns an address, if it is one that the import knows.
 *
 * @see https://cloud.google.com/iam/docs/service-account-types
 */
export function projectOfMail(mail: string, inventory: Inventory): string | null {
  const owned =
    /^[^@]+@([^@]+)\.iam\.gserviceaccount\.com$/.exec(mail)?.[1] ??
    /^([^@]+)@appspot\.gserviceaccount\.com$/.exec(mail)?.[1]
  const number = /^([0-9]+)-compute@developer\.gserviceaccount\.com$/.exec(mail)?.[1]
  const project = number ?? owned?.split('.').reverse().join(':')
  const id = project === undefined ? null : containerId(`projects/${project}`, inventory)
  return id !== null && inventory.imported.has(id) ? id : null
}

function keysOf(mail: string, inventory: Inventory): JsonObject[] {
  const keys: JsonObject[] = []
  for (const [id, assets] of inventory.keysOf(mail)) {
    const data = assets.find((asset) => asset.data !== null)?.data ?? undefined
    keys.push({
      name: id.slice(id.lastIndexOf('/') + 1),
      keyType: textField(data, 'keyType'),
      validBefore: textField(data, 'validBeforeTime'),
      disabled: booleanField(data, 'disabled') ?? false,
    })
  }
  return keys.sort((a, b) => compareText(String(a['name']), String(b['name'])))
}

/** The same for an account whose address stands at one of several paths of field names. */
export function addRunsAsAt(
  { id, data }: Asset,
  paths: readonly (readonly string[])[],
  inventory: Inventory,
  facts: FactsBuilder,
): void {
  for (const path of paths) {
    const holder = path.slice(0, -1).reduce<JsonObject | null>((at, name) => objectField(at ?? undefined, name), data)
    const mail = textField(holder ?? undefined, path.at(-1) ?? '')
    if (mail?.includes('@') === true) addRunsAs(id, mail, inventory, facts)
  }
}
