// What it is: random Azure decide records, small enough that their parts meet.
// May import: fast-check and the types of a record.
// Never does: decide anything.
import fc from 'fast-check'
import type { JsonObject } from '../../src/model/index.js'
import type { AttributeValue, AzureDecideRecord } from '../../src/policy/azure/record.js'

const USER = '11111111-1111-4111-8111-111111111111'
const GROUP = '22222222-2222-4222-8222-222222222222'
const OTHER = '33333333-3333-4333-8333-333333333333'
const EVERYONE = '00000000-0000-0000-0000-000000000000'
const ROLES = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002']
const MISSING_ROLE = 'aaaaaaaa-0000-4000-8000-00000000dead'

const MANAGEMENT_GROUP = '/providers/Microsoft.Management/managementGroups/corp'
const SUBSCRIPTION = '/subscriptions/00000000-0000-4000-8000-0000000000aa'
const RG1 = `${SUBSCRIPTION}/resourceGroups/rg1`
const RG10 = `${SUBSCRIPTION}/resourceGroups/rg10`
const ACCOUNT = `${RG1}/providers/Microsoft.Storage/storageAccounts/acct`
const CONTAINER = `${ACCOUNT}/blobServices/default/containers/invoices`

const BLOB_READ = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
const ACCOUNT_WRITE = 'Microsoft.Storage/storageAccounts/write'
const ASSIGN = 'Microsoft.Authorization/roleAssignments/write'

/** The day on which a record with a time is asked. */
const NOW = '2026-06-01T00:00:00Z'
const DATES = ['2026-01-01T00:00:00Z', '2026-05-31T23:59:59Z', NOW, '2026-06-01T00:00:01Z', '2026-12-31T00:00:00Z']

const CONTAINER_NAME = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]'
const PATH = '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]'
const TAG =
  '@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags:Project<$key_case_sensitive$>]'
const TEAM = '@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Engineering_Team]'
const ROLE_ID = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]'
const VERSION = '@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:versionId]'
const HNS = '@Resource[Microsoft.Storage/storageAccounts:isHnsEnabled]'
/** The one attribute that has several values: only cross products say what holds then. */
const KEYS = '@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&]'
const SIZE = '@Request[Microsoft.Storage/storageAccounts:limit]'
const NOW_ATTRIBUTE = '@Environment[UtcNow]'

/** Either case of a text that ignores case. */
const anyCase = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...texts), fc.integer({ min: 0, max: 9 })).map(([text, die]) => {
    return die === 0 ? text.toUpperCase() : die === 1 ? text.toLowerCase() : text
  })

const actionPattern = anyCase([
  '*',
  '*/read',
  '*/write',
  'Microsoft.Storage/*',
  'Microsoft.Storage/*/read',
  'Microsoft.Storage/storageAccounts/*/blobs/*',
  'Microsoft.Authorization/*/write',
  'Microsoft.Authorization/roleAssignments/*',
  BLOB_READ,
  ACCOUNT_WRITE,
  ASSIGN,
  'Microsoft.Storage/storageAccounts',
  'Microsoft.Storage/storageAccounts/rea?',
])

const scopes = anyCase([
  '/',
  MANAGEMENT_GROUP,
  `${MANAGEMENT_GROUP}2`,
  SUBSCRIPTION,
  RG1,
  `${RG1}/`,
  RG10,
  ACCOUNT,
  CONTAINER,
])

const quantified = fc.constantFrom(
  '',
  'ForAnyOfAnyValues:',
  'ForAllOfAnyValues:',
  'ForAnyOfAllValues:',
  'ForAllOfAllValues:',
)

function comparison(
  attributes: readonly string[],
  operators: readonly string[],
  values: readonly string[],
  quantifiers: fc.Arbitrary<string> = quantified,
): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...attributes),
      quantifiers,
      anyCase(operators),
      fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }),
    )
    .map(([attribute, quantifier, operator, written]) =>
      quantifier === ''
        ? `${attribute} ${operator} ${written[0] ?? ''}`
        : `${attribute} ${quantifier}${operator} {${written.join(', ')}}`,
    )
}

const STRING_OPERATORS = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase']
const PREFIX_OPERATORS = ['StringStartsWith', 'StringNotStartsWith', 'StringStartsWithIgnoreCase']
const LIKE_OPERATORS = ['StringLike', 'StringNotLike', 'StringLikeIgnoreCase', 'StringNotLikeIgnoreCase']

const leaf = fc.oneof(
  comparison([CONTAINER_NAME, PATH, TAG], STRING_OPERATORS, ["'invoices'", "'Invoices'", "'payroll'"]),
  comparison([TEAM], STRING_OPERATORS, ["'red'", "'blue'"]),
  comparison([PATH, CONTAINER_NAME], PREFIX_OPERATORS, ["'inv'", "'read/'", "'R'"]),
  comparison([PATH, CONTAINER_NAME, TAG], LIKE_OPERATORS, ["'inv*'", "'*s'", String.raw`'a\*?'`, "'read/*'"]),
  comparison(
    [KEYS],
    ['StringEquals', 'StringNotEquals', 'StringLike'],
    ["'Project'", "'Prog*'", "'Team'"],
    quantified.filter((quantifier) => quantifier !== ''),
  ),
  comparison([ROLE_ID], ['GuidEquals', 'GuidNotEquals'], [...ROLES, (ROLES[0] ?? '').replaceAll('-', '')]),
  comparison([SIZE], ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericGreaterThanEquals'], ['5', '7']),
  fc.constantFrom(`${HNS} BoolEquals true`, `${HNS} BoolNotEquals true`, `${HNS} boolequals false`),
  fc
    .tuple(
      fc.constantFrom(VERSION, NOW_ATTRIBUTE),
      fc.constantFrom('DateTimeEquals', 'DateTimeNotEquals', 'DateTimeLessThan', 'DateTimeGreaterThanEquals'),
      fc.constantFrom(...DATES),
    )
    .map(([attribute, operator, date]) => `${attribute} ${operator} '${date}'`),
  fc.constantFrom(TAG, TEAM, VERSION).map((attribute) => `Exists ${attribute}`),
  fc.constantFrom(`${TEAM} StringEquals ${TAG}`, `${TAG} StringEquals ${TEAM}`),
  fc.constantFrom("SubOperationMatches{'Blob.List'}", 'true', 'false'),
  fc.constant('what is this after all'),
)

const actionMatches = actionPattern.map((pattern) => `ActionMatches{'${pattern}'}`)

const and = fc.constantFrom('AND', '&&', 'and')
const or = fc.constantFrom('OR', '||')
const not = fc.constantFrom('!', 'NOT ')

/** Conditions in the documented shape and in free shapes. */
export const conditionArbitrary: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: leaf },
  { weight: 3, arbitrary: fc.tuple(actionMatches, leaf, or).map(([a, x, o]) => `((!(${a})) ${o} (${x}))`) },
  { weight: 2, arbitrary: fc.tuple(leaf, and, leaf).map(([x, a, y]) => `(${x}) ${a} (${y})`) },
  { weight: 2, arbitrary: fc.tuple(leaf, or, leaf).map(([x, o, y]) => `${x} ${o} ${y}`) },
  { weight: 1, arbitrary: fc.tuple(not, leaf).map(([n, x]) => `${n}(${x})`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(actionMatches, not, leaf, and, leaf, or, leaf)
      .map(([a, n, x, c, y, o, z]) => `(!(${a} ${c} ${n}(${z})) ${o} (${x} ${c} ${y}))`),
  },
)

const maybeCondition = fc.option(conditionArbitrary, { nil: null, freq: 2 })

const permission: fc.Arbitrary<JsonObject> = fc
  .record({
    actions: fc.array(actionPattern, { maxLength: 2 }),
    notActions: fc.array(actionPattern, { maxLength: 1 }),
    dataActions: fc.array(actionPattern, { maxLength: 2 }),
    notDataActions: fc.array(actionPattern, { maxLength: 1 }),
  })
  .map((lists) => ({ ...lists }))

const rolePermission = fc
  .tuple(permission, fc.option(conditionArbitrary, { nil: null, freq: 4 }))
  .map(([lists, condition]) => ({ ...lists, ...(condition === null ? {} : { condition, conditionVersion: '2.0' }) }))

const TYPE = 'Microsoft.Authorization'
const kind = fc.oneof(
  { weight: 6, arbitrary: fc.constant('roleAssignments') },
  { weight: 1, arbitrary: fc.constantFrom('roleAssignmentScheduleInstances', 'roleEligibilityScheduleInstances') },
)

const assignment: fc.Arbitrary<JsonObject> = fc
  .record({
    kind,
    role: fc.oneof({ weight: 8, arbitrary: anyCase(ROLES) }, { weight: 1, arbitrary: fc.constant(MISSING_ROLE) }),
    principalId: anyCase([USER, USER, GROUP, OTHER]),
    scope: scopes,
    condition: maybeCondition,
    startDateTime: fc.option(fc.constantFrom(...DATES), { nil: null }),
    endDateTime: fc.option(fc.constantFrom(...DATES), { nil: null }),
    name: fc.uuid(),
  })
  .map(({ kind: of, role, principalId, scope, condition, startDateTime, endDateTime, name }) => ({
    id: `${scope === '/' ? '' : scope}/providers/${TYPE}/${of}/${name}`,
    name,
    type: `${TYPE}/${of}`,
    properties: {
      roleDefinitionId: `${SUBSCRIPTION}/providers/${TYPE}/roleDefinitions/${role}`,
      principalId,
      scope,
      condition,
      ...(of === 'roleAssignments' ? {} : { startDateTime, endDateTime, status: 'Provisioned' }),
    },
  }))

const principal = fc.constantFrom<JsonObject>(
  { id: EVERYONE, type: 'SystemDefined' },
  { id: USER, type: 'User' },
  { id: GROUP.toUpperCase(), type: 'Group' },
  { id: OTHER, type: 'User' },
)

/** A deny assignment: made by Azure, or one that says whether it is enforced. */
const denial: fc.Arbitrary<JsonObject> = fc
  .record({
    permission,
    principals: fc.array(principal, { minLength: 1, maxLength: 2 }),
    excludePrincipals: fc.array(
      principal.filter(({ id }) => id !== EVERYONE),
      { maxLength: 1 },
    ),
    scope: scopes,
    doNotApplyToChildScopes: fc.boolean(),
    condition: fc.option(conditionArbitrary, { nil: null, freq: 3 }),
    effect: fc.constantFrom(null, null, 'enforced', 'audit', 'Audit'),
    name: fc.uuid(),
  })
  .map(({ permission: lists, effect, name, ...rest }) => ({
    id: `${rest.scope === '/' ? '' : rest.scope}/providers/${TYPE}/denyAssignments/${name}`,
    name,
    type: `${TYPE}/denyAssignments`,
    properties: {
      denyAssignmentName: name,
      permissions: [lists],
      ...rest,
      ...(effect === null ? { isSystemProtected: true } : { isSystemProtected: false, denyAssignmentEffect: effect }),
    },
  }))

const GIVEN: readonly (readonly [string, AttributeValue])[] = [
  [PATH, 'read/me'],
  [PATH, 'invoices'],
  [TAG, 'red'],
  [TAG, 'a*b'],
  [KEYS, ['Project', 'Program']],
  [KEYS, ['Project', 'Secret', 'Team']],
  [TEAM, 'red'],
  [ROLE_ID, ROLES[0] ?? ''],
  [ROLE_ID, (ROLES[1] ?? '').toUpperCase()],
  [HNS, true],
  [SIZE, 5],
  [SIZE, 7],
  [VERSION, NOW],
]

export function recordArbitrary(): fc.Arbitrary<AzureDecideRecord> {
  return fc
    .record({
      groups: fc.constantFrom([USER], [USER, GROUP]),
      asked: fc.constantFrom<[string, boolean]>(
        [BLOB_READ, true],
        [BLOB_READ, true],
        [ACCOUNT_WRITE, false],
        [ASSIGN, false],
      ),
      scope: anyCase([SUBSCRIPTION, RG1, RG10, ACCOUNT, CONTAINER, CONTAINER]),
      parents: fc.constantFrom(null, [], [MANAGEMENT_GROUP], [`${MANAGEMENT_GROUP}2`, MANAGEMENT_GROUP]),
      given: fc.uniqueArray(fc.constantFrom(...GIVEN), { maxLength: 3 }),
      contextOpen: fc.boolean(),
      time: fc.constantFrom(NOW, NOW, null),
      roles: fc.tuple(
        fc.array(rolePermission, { minLength: 1, maxLength: 2 }),
        fc.array(rolePermission, { minLength: 1, maxLength: 1 }),
      ),
      roleAssignments: fc.array(assignment, { minLength: 1, maxLength: 4 }),
      denyAssignments: fc.array(denial, { maxLength: 2 }),
    })
    .map(({ groups, asked: [action, dataAction], scope, parents, given, contextOpen, time, roles, ...rest }) => ({
      id: 'random',
      cloud: 'azure',
      request: {
        principalIds: [...groups],
        action,
        dataAction,
        scope,
        ...(parents === null ? {} : { parents: [...parents] }),
        attributes: Object.fromEntries(given),
        contextOpen,
        ...(time === null ? {} : { time }),
      },
      roleDefinitions: roles.map((permissions, at) => ({
        id: `${SUBSCRIPTION}/providers/${TYPE}/roleDefinitions/${ROLES[at] ?? ''}`,
        name: ROLES[at] ?? '',
        type: `${TYPE}/roleDefinitions`,
        properties: { roleName: `Role ${String(at)}`, type: 'CustomRole', assignableScopes: ['/'], permissions },
      })),
      ...rest,
    }))
}
