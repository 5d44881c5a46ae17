import type { FactNode, HeldPrincipal } from '../../../model/index.js'
import { EVERYONE } from '../assignment.js'
import { textOf, objectsIn } from '../role.js'
import type { AzureWorld } from './azure-world.js'

/**
 * Tenants of Microsoft, whose applications are no outside party: the two that Microsoft's page names, in the stored
 * version 0d3f7df (of 2024-03-08) of its source in MicrosoftDocs/SupportArticles-docs, read on 2026-11-22.
 *
 * LIMIT: applications of Microsoft's other tenants count as an outside party until the parties file names their tenant.
 *
 * @see https://learn.microsoft.com/en-us/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
const MICROSOFT_TENANTS: ReadonlySet<string> = new Set([
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  '72f988bf-86f1-41af-91ab-2d7cd011db47',
])

export function isMicrosoftTenant(tenant: string): boolean {
  return MICROSOFT_TENANTS.has(tenant.toLowerCase())
}

/** Principals of our directory that somebody outside is: guests, and applications of other tenants. */
export function heldPrincipals(world: AzureWorld): HeldPrincipal[] {
  return world.nodes.flatMap((node) => {
    const by = node.kind === 'Principal' ? holdersOf(world, node) : []
    return by.length === 0 ? [] : [{ principal: node.id, by }]
  })
}

/** Ids of who holds a principal, the most exact first; empty for ours, and for an account that cannot sign in. */
export function holdersOf(world: AzureWorld, node: FactNode): string[] {
  if (node.properties['accountEnabled'] === false) return []
  if (node.type === 'azuread_user') return isGuest(node) ? guestIds(node) : []
  if (node.type === 'azuread_service_principal') return applicationIds(world, node)
  // LIMIT: of a group of another tenant the assignment does not tell which tenant that is: zeros stand for it.
  if (node.properties['foreign'] === true) return [`azure:${EVERYONE}/${node.id.slice(node.id.indexOf('/') + 1)}`]
  return []
}

/**
 * Is the user of another directory? Type, way of creation, state of the invitation or the name say so, each alone: a
 * synchronised user of another tenant is a member here.
 *
 * @see https://learn.microsoft.com/en-us/entra/external-id/user-properties
 */
function isGuest({ properties }: FactNode): boolean {
  return (
    textOf(properties['userType']).toLowerCase() === 'guest' ||
    textOf(properties['creationType']).toLowerCase() === 'invitation' ||
    textOf(properties['externalUserState']) !== '' ||
    textOf(properties['userPrincipalName']).toLowerCase().includes('#ext#')
  )
}

function guestIds({ properties }: FactNode): string[] {
  const name = textOf(properties['userPrincipalName']).toLowerCase()
  const mail = textOf(properties['mail']).toLowerCase() || invitedMail(name) || issuedMail(properties['identities'])
  const known = mail === '' ? name : mail
  return known.includes('@') ? [`user:${known}`] : []
}

/** `uri_books.example#ext#@tenant`: the last underscore stands for the sign between name and domain. */
function invitedMail(name: string): string {
  const at = name.indexOf('#ext#')
  const before = at < 0 ? '' : name.slice(0, at)
  const split = before.lastIndexOf('_')
  return split <= 0 || split === before.length - 1 ? '' : `${before.slice(0, split)}@${before.slice(split + 1)}`
}

function issuedMail(identities: FactNode['properties'][string] | undefined): string {
  const mails = objectsIn(identities).map((identity) => textOf(identity['issuerAssignedId']).toLowerCase())
  return mails.find((mail) => mail.includes('@') && !mail.includes('#ext#')) ?? ''
}

/**
 * An application that another tenant registered acts here as a service principal.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal
 */
function applicationIds(world: AzureWorld, { id, scope, properties }: FactNode): string[] {
  const owner = textOf(properties['appOwnerOrganizationId']).toLowerCase()
  const home = (scope ?? id.slice(0, id.indexOf('/'))).slice('azure:'.length).toLowerCase()
  if (owner === '' || owner === home || world.tenants.has(owner) || isMicrosoftTenant(owner)) return []
  const application = textOf(properties['appId']).toLowerCase()
  return application === '' ? [`azure:${owner}`] : [`app:${application}`, `azure:${owner}`]
}
