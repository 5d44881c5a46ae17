// What it is: what Microsoft Graph would give of a world's directory: users, groups, applications, roles, consents.
// May import: the vocabulary, its names and roles.
// Never does: run the product.
import type { AzureWorld } from './azure-world-format.js'
import { DOMAIN, TENANT, TENANTS, guidOf, placeOf, type Names } from './azure-world-names.js'
import { DIRECTORY_ROLES, GRAPH_PERMISSIONS } from './azure-world-roles.js'
import type { WorldFiles } from './aws-world.js'

type Document = Record<string, unknown>

const INITIAL_DOMAIN = 'corpexample.onmicrosoft.com'
const GRAPH_APP = '00000003-0000-0000-c000-000000000000'
const GRAPH = 'https://graph.microsoft.com/v1.0/$metadata#'

/** Files of Microsoft Graph, by path below the tenant's folder. */
export function directoryFiles(world: AzureWorld, names: Names): WorldFiles {
  const list = (context: string, value: Document[]): Document => ({ '@odata.context': `${GRAPH}${context}`, value })
  const usersList = users(world, names)
  const groupsList = groups(world, names)
  const principals = servicePrincipals(world, names)
  if (world.az === true) {
    return new Map<string, unknown>([
      ['az-ad-user-list.json', usersList.map(asCli)],
      ['az-ad-group-list.json', groupsList.map(({ members: _members, owners: _owners, ...rest }) => rest)],
      ['az-ad-sp-list.json', principals],
    ])
  }
  const files: WorldFiles = new Map<string, unknown>([
    ['organization.json', list('organization', [organization()])],
    ['users.json', list('users', usersList)],
    ...groupFiles(groupsList, list),
    ['servicePrincipals.json', list('servicePrincipals', principals)],
    ['applications.json', list('applications(federatedIdentityCredentials())', applications(world, names))],
    ['appRoleAssignments.json', list('Collection(appRoleAssignment)', appRoleAssignments(world, names))],
    ['oauth2PermissionGrants.json', list('oauth2PermissionGrants', consents(world, names))],
    [
      'roleManagement/directory/roleAssignments.json',
      list('roleManagement/directory/roleAssignments', directoryAssignments(world.directory, names, 'directory')),
    ],
  ])
  if (world.directoryEligible !== undefined) {
    files.set(
      'roleManagement/directory/roleEligibilityScheduleInstances.json',
      list(
        'roleManagement/directory/roleEligibilityScheduleInstances',
        directoryAssignments(world.directoryEligible, names, 'eligible').map((each) => ({
          ...each,
          startDateTime: '2026-01-01T00:00:00Z',
          endDateTime: null,
          memberType: 'Direct',
        })),
      ),
    )
  }
  return files
}

/** Groups with their members inside; with a file of members for each where some group's were not read. */
function groupFiles(
  groups: readonly Document[],
  list: (context: string, value: Document[]) => Document,
): [string, unknown][] {
  if (groups.every((group) => 'members' in group)) return [['groups.json', list('groups(members())', [...groups])]]
  return [
    [
      'groups.json',
      list(
        'groups',
        groups.map(({ members: _members, ...group }) => group),
      ),
    ],
    ...groups
      .filter((group) => 'members' in group)
      .map(({ id, members }): [string, unknown] => [
        `groups/${String(id)}/members.json`,
        list('directoryObjects', members as Document[]),
      ]),
  ]
}

/** `az ad user list` prints neither the user's type nor where it came from. */
function asCli({ id, displayName, userPrincipalName, mail }: Document): Document {
  return {
    businessPhones: [],
    displayName,
    givenName: null,
    id,
    jobTitle: null,
    mail,
    surname: null,
    userPrincipalName,
  }
}

function organization(): Document {
  const domain = (name: string, isInitial: boolean): Document => ({
    capabilities: 'Email',
    isDefault: !isInitial,
    isInitial,
    name,
    type: 'Managed',
  })
  return {
    id: TENANT,
    displayName: 'Corp',
    tenantType: 'AAD',
    verifiedDomains: [domain(DOMAIN, false), domain(INITIAL_DOMAIN, true)],
  }
}

function users(world: AzureWorld, names: Names): Document[] {
  return Object.entries(world.users ?? {}).map(([name, given]) => {
    const domain = typeof given === 'string' ? given : DOMAIN
    const guest = typeof given === 'string' && given !== DOMAIN
    const mail = `${name}@${domain}`
    return {
      id: names.principal(name),
      displayName: name,
      userPrincipalName: guest ? `${name}_${domain}#EXT#@${INITIAL_DOMAIN}` : mail,
      mail,
      userType: guest ? 'Guest' : 'Member',
      accountEnabled: true,
      creationType: guest ? 'Invitation' : null,
      externalUserState: guest ? 'Accepted' : null,
      identities: [
        ...(guest ? [{ signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null }] : []),
        { signInType: 'userPrincipalName', issuer: INITIAL_DOMAIN, issuerAssignedId: mail },
      ],
      ...(typeof given === 'string' ? {} : given),
    }
  })
}

function directoryObject(name: string, world: AzureWorld, names: Names): Document {
  const kind =
    world.users?.[name] !== undefined ? 'user' : world.groups?.[name] !== undefined ? 'group' : 'servicePrincipal'
  return { '@odata.type': `#microsoft.graph.${kind}`, id: names.principal(name), displayName: name }
}

function groups(world: AzureWorld, names: Names): Document[] {
  const objects = (list: readonly string[]): Document[] => list.map((each) => directoryObject(each, world, names))
  return Object.entries(world.groups ?? {}).map(([name, given]) => {
    const { members, owners, properties } =
      given === null || Array.isArray(given) ? { members: given, owners: undefined, properties: {} } : given
    return {
      id: names.principal(name),
      displayName: name,
      securityEnabled: true,
      mailEnabled: false,
      groupTypes: [],
      membershipRule: null,
      isAssignableToRole: null,
      ...(members === null ? {} : { members: objects(members) }),
      ...(owners === undefined ? {} : { owners: objects(owners) }),
      ...properties,
    }
  })
}

function servicePrincipal(
  id: string,
  appId: string,
  displayName: string,
  owner: string | null,
  type: string,
): Document {
  return {
    id,
    appId,
    displayName,
    appDisplayName: displayName,
    appOwnerOrganizationId: owner,
    servicePrincipalType: type,
    accountEnabled: true,
    servicePrincipalNames: [appId],
    alternativeNames: [],
    appRoles: [],
    oauth2PermissionScopes: [],
    keyCredentials: [],
    passwordCredentials: [],
  }
}

function servicePrincipals(world: AzureWorld, names: Names): Document[] {
  const apps = Object.entries(world.apps ?? {}).map(([name, given]) => {
    const of = typeof given === 'string' ? given : given.of
    const more = typeof given === 'string' ? {} : (given.properties ?? {})
    const made = servicePrincipal(names.principal(name), guidOf(`app ${name}`), name, TENANTS[of] ?? of, 'Application')
    return { ...made, ...more }
  })
  const machines = Object.entries(world.resources ?? {}).flatMap(([name, resource]) => {
    const { type } = placeOf(resource)
    const system = typeof resource !== 'string' && resource.identity === 'system'
    if (type !== 'identity' && !system) return []
    const made = servicePrincipal(names.principal(name), guidOf(`client ${name}`), name, null, 'ManagedIdentity')
    return [{ ...made, alternativeNames: [`isExplicit=${system ? 'False' : 'True'}`, names.scope(name)] }]
  })
  const usesGraph = world.graph !== undefined || world.consents !== undefined
  const made = servicePrincipal(
    graphPrincipal(),
    GRAPH_APP,
    'Microsoft Graph',
    TENANTS['microsoft'] ?? '',
    'Application',
  )
  const appRoles = Object.entries(GRAPH_PERMISSIONS).map(([value, id]) => ({
    id,
    value,
    displayName: value,
    isEnabled: true,
    allowedMemberTypes: ['Application'],
  }))
  return [...apps, ...machines, ...(usesGraph ? [{ ...made, appRoles }] : [])]
}

function graphPrincipal(): string {
  return guidOf('principal Microsoft Graph')
}

function applications(world: AzureWorld, names: Names): Document[] {
  return Object.entries(world.apps ?? {}).flatMap(([name, given]) => {
    if ((typeof given === 'string' ? given : given.of) !== 'own') return []
    const { federated = [], owners = [] } = typeof given === 'string' ? {} : given
    return [
      {
        id: guidOf(`application ${name}`),
        appId: guidOf(`app ${name}`),
        displayName: name,
        signInAudience: 'AzureADMyOrg',
        keyCredentials: [],
        passwordCredentials: [],
        owners: owners.map((each) => directoryObject(each, world, names)),
        federatedIdentityCredentials: federated.map((each, at) => ({
          id: guidOf(`credential ${name} ${String(at)}`),
          name: `credential${String(at)}`,
          audiences: ['api://AzureADTokenExchange'],
          description: null,
          ...each,
        })),
      },
    ]
  })
}

function cutAtTo(text: string): [what: string, who: string] {
  const at = text.lastIndexOf(' to ')
  return [text.slice(0, at), text.slice(at + 4)]
}

function appRoleAssignments(world: AzureWorld, names: Names): Document[] {
  return (world.graph ?? []).map((text) => {
    const [permission, who] = cutAtTo(text)
    return {
      id: guidOf(`app role ${text}`),
      appRoleId: GRAPH_PERMISSIONS[permission] ?? permission,
      principalId: names.principal(who),
      principalType: 'ServicePrincipal',
      principalDisplayName: who,
      resourceId: graphPrincipal(),
      resourceDisplayName: 'Microsoft Graph',
      createdDateTime: '2026-01-01T00:00:00Z',
    }
  })
}

function consents(world: AzureWorld, names: Names): Document[] {
  return (world.consents ?? []).map((text) => {
    const [scope, who] = cutAtTo(text)
    return {
      id: guidOf(`consent ${text}`),
      clientId: names.principal(who),
      consentType: 'AllPrincipals',
      principalId: null,
      resourceId: graphPrincipal(),
      scope,
    }
  })
}

function directoryAssignments(list: readonly string[] | undefined, names: Names, kind: string): Document[] {
  return (list ?? []).map((text) => {
    const [role, who] = cutAtTo(text)
    const id = DIRECTORY_ROLES[role] ?? role
    return {
      '@odata.type':
        kind === 'eligible'
          ? '#microsoft.graph.unifiedRoleEligibilityScheduleInstance'
          : '#microsoft.graph.unifiedRoleAssignment',
      id: guidOf(`${kind} ${text}`),
      principalId: names.principal(who),
      roleDefinitionId: id,
      directoryScopeId: '/',
    }
  })
}
