import type { CallRecord } from '../../src/connector/index.js'
import type { JsonObject } from '../../src/model/index.js'
import { isAccountId, parseArn } from './arn.js'
import { objectField, objectsField, textField } from './fields.js'
import type { Records } from './records.js'

/** Calls that tell the shape of an organization. */
export const TREE_CALLS = [
  'organizations describe-organization',
  'organizations list-roots',
  'organizations list-organizational-units-for-parent',
  'organizations describe-organizational-unit',
  'organizations list-accounts',
  'organizations describe-account',
  'organizations list-accounts-for-parent',
  'organizations list-children',
  'organizations list-parents',
] as const

export interface TreeAccount {
  name: string | null
  status: string | null
  organization: string | null
}

/** An organization as its answers describe it; ids are the vendor's (`o-...`, `r-...`, `ou-...`, 12 digits). */
export interface OrganizationTree {
  organizations: Map<string, { arn: string | null; management: string | null; featureSet: string | null }>
  roots: Map<string, { name: string; arn: string | null; organization: string | null; policyTypes: string[] | null }>
  units: Map<string, { name: string | null; arn: string | null; organization: string | null }>
  accounts: Map<string, TreeAccount>
  /** What each unit and account hangs below. */
  parents: Map<string, string>
  /** Account numbers that answered "not in an organization". */
  alone: Set<string>
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html */
export function readOrganizations(records: Records): OrganizationTree {
  const tree: OrganizationTree = {
    organizations: new Map(),
    roots: new Map(),
    units: new Map(),
    accounts: new Map(),
    parents: new Map(),
    alone: new Set(),
  }
  const organizationOf = new Map<string, string>()
  for (const record of records.answered('organizations describe-organization')) {
    const found = objectField(record.body, 'Organization')
    const id = textField(found ?? undefined, 'Id')
    if (found === null || id === null) {
      if (record.status === 'none') tree.alone.add(record.account)
      continue
    }
    const management = textField(found, 'MasterAccountId') ?? textField(found, 'ManagementAccountId')
    tree.organizations.set(id, { arn: textField(found, 'Arn'), management, featureSet: textField(found, 'FeatureSet') })
    organizationOf.set(record.account, id)
    for (const account of new Set([record.account, ...(management === null ? [] : [management])]))
      addAccount(tree, account, { name: null, status: null, organization: id })
  }
  /** The organization named in the ARN (`.../<organization id>/...`), else the one of the account that was asked. */
  const ownerOf = (entry: JsonObject, record: CallRecord): string | null => {
    const named = parseArn(textField(entry, 'Arn') ?? '')?.resource.split('/')[1]
    const id = named?.startsWith('o-') === true ? named : (organizationOf.get(record.account) ?? null)
    if (id !== null && !tree.organizations.has(id))
      tree.organizations.set(id, { arn: null, management: null, featureSet: null })
    return id
  }

  for (const record of records.answered('organizations list-roots'))
    for (const root of objectsField(record.body, 'Roots')) {
      const id = textField(root, 'Id')
      if (id === null) continue
      tree.roots.set(id, {
        name: textField(root, 'Name') ?? 'Root',
        arn: textField(root, 'Arn'),
        organization: ownerOf(root, record),
        policyTypes: Array.isArray(root['PolicyTypes'])
          ? objectsField(root, 'PolicyTypes')
              .filter((type) => textField(type, 'Status') === 'ENABLED')
              .flatMap((type) => textField(type, 'Type') ?? [])
              .sort()
          : null,
      })
    }

  const addUnit = (entry: JsonObject, record: CallRecord): string | null => {
    const id = textField(entry, 'Id')
    if (id === null || !id.startsWith('ou-')) return null
    const known = tree.units.get(id)
    tree.units.set(id, {
      name: textField(entry, 'Name') ?? known?.name ?? null,
      arn: textField(entry, 'Arn') ?? known?.arn ?? null,
      organization: ownerOf(entry, record) ?? known?.organization ?? null,
    })
    return id
  }
  const addAccountEntry = (entry: JsonObject, record: CallRecord): string | null => {
    const id = textField(entry, 'Id')
    if (id === null || !isAccountId(id)) return null
    addAccount(tree, id, {
      name: textField(entry, 'Name'),
      status: textField(entry, 'Status') ?? textField(entry, 'State'),
      organization: ownerOf(entry, record),
    })
    return id
  }
  const hang = (child: string | null, parent: string | undefined): void => {
    if (child !== null && parent !== undefined && child !== parent) tree.parents.set(child, parent)
  }

  for (const record of records.answered('organizations list-accounts'))
    for (const entry of objectsField(record.body, 'Accounts')) addAccountEntry(entry, record)
  for (const record of records.answered('organizations describe-account'))
    addAccountEntry(objectField(record.body, 'Account') ?? {}, record)
  for (const record of records.answered('organizations describe-organizational-unit'))
    addUnit(objectField(record.body, 'OrganizationalUnit') ?? {}, record)
  for (const record of records.answered('organizations list-organizational-units-for-parent'))
    for (const entry of objectsField(record.body, 'OrganizationalUnits'))
      hang(addUnit(entry, record), record.subject.find(isContainer))
  for (const record of records.answered('organizations list-accounts-for-parent'))
    for (const entry of objectsField(record.body, 'Accounts'))
      hang(addAccountEntry(entry, record), record.subject.find(isContainer))
  for (const record of records.answered('organizations list-children'))
    for (const entry of objectsField(record.body, 'Children')) {
      const child = textField(entry, 'Type') === 'ACCOUNT' ? addAccountEntry(entry, record) : addUnit(entry, record)
      hang(child, record.subject.find(isContainer))
    }
  for (const record of records.answered('organizations list-parents')) {
    const child = record.subject.find((part) => isAccountId(part) || part.startsWith('ou-'))
    const parent = textField(objectsField(record.body, 'Parents')[0], 'Id')
    if (child === undefined || parent === null) continue
    if (isAccountId(child)) addAccountEntry({ Id: child }, record)
    else addUnit({ Id: child }, record)
    hang(child, parent)
  }
  for (const parent of tree.parents.values()) {
    if (parent.startsWith('r-') && !tree.roots.has(parent))
      tree.roots.set(parent, { name: 'Root', arn: null, organization: onlyKey(tree.organizations), policyTypes: null })
    if (parent.startsWith('ou-') && !tree.units.has(parent))
      tree.units.set(parent, { name: null, arn: null, organization: onlyKey(tree.organizations) })
  }
  return tree
}

function isContainer(part: string): boolean {
  return part.startsWith('r-') || part.startsWith('ou-')
}

function addAccount(tree: OrganizationTree, id: string, account: TreeAccount): void {
  const known = tree.accounts.get(id)
  tree.accounts.set(id, {
    name: account.name ?? known?.name ?? null,
    status: account.status ?? known?.status ?? null,
    organization: account.organization ?? known?.organization ?? null,
  })
}

function onlyKey(map: ReadonlyMap<string, unknown>): string | null {
  const [first] = map.keys()
  return map.size === 1 ? (first ?? null) : null
}

/** The account, then all that it hangs below, nearest first; ends early where a parent is not known. */
export function chainAbove(tree: OrganizationTree, account: string): string[] {
  const chain = [account]
  for (let at = tree.parents.get(account); at !== undefined && !chain.includes(at); at = tree.parents.get(at))
    chain.push(at)
  return chain
}

/** The container of a unit or account: its parent, else its organization. */
export function containerOf(tree: OrganizationTree, id: string, organization: string | null): string | null {
  return tree.parents.get(id) ?? organization
}

export function isManagement(tree: OrganizationTree, account: string): boolean {
  return [...tree.organizations.values()].some(({ management }) => management === account)
}
