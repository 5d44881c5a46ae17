import { describe, expect, it } from 'vitest'
import type { AccessGrant, Derived } from '../../../../src/model/index.js'
import { deriveGcp } from '../../../../src/policy/gcp/index.js'
import {
  ACCOUNT,
  allow,
  BUCKET,
  CREATOR,
  denial,
  factsWith,
  group,
  ORGANIZATION,
  OTHER,
  OTHER_BUCKET,
  person,
  POOL,
  PROJECT,
  provider,
  SECOND,
  VIEWER,
} from './world-facts.js'

const GET = 'storage.objects.get'
const BOB = 'user:bob@vendor.example'
const ANN = 'user:ann@vendor.example'

const of = (derived: Derived, principal: string): AccessGrant[] =>
  derived.accesses.filter((g) => g.principals.includes(principal))
const onBucket = (grants: readonly AccessGrant[], action: string): string[] =>
  grants
    .filter((g) => g.actions.includes(action))
    .map((g) => `${g.target.id}${g.remaining.length > 0 ? ' if' : ''}${g.target.except.length > 0 ? ' but' : ''}`)

describe('a binding', () => {
  it('grants the permissions of the role where the policy is attached', () => {
    const derived = deriveGcp(factsWith([['binding', BUCKET, allow([VIEWER, [BOB]])]]))
    expect(of(derived, BOB)).toMatchObject([
      {
        target: { id: BUCKET, covers: 'resource', type: 'google_storage_bucket' },
        access: ['list', 'read'],
        data: true,
        remaining: [],
        unknown: false,
      },
    ])
    expect(derived.outside.map(({ id }) => id)).toContain(BOB)
  })

  it('of a role whose permissions are not known is access of unknown meaning', () => {
    const derived = deriveGcp(factsWith([['binding', PROJECT, allow(['organizations/1/roles/x', [BOB]])]]))
    expect(of(derived, BOB)).toMatchObject([{ target: { id: PROJECT, covers: 'scope' }, actions: [], unknown: true }])
  })

  it('takes a role of the snapshot for what it says there', () => {
    const role = { name: VIEWER, includedPermissions: [GET] }
    const derived = deriveGcp(
      factsWith([
        [null, '', role, VIEWER],
        ['binding', BUCKET, allow([VIEWER, [BOB]])],
      ]),
    )
    expect(of(derived, BOB)[0]?.actions).toEqual([GET])
  })

  it.each([
    ['deleted:user:x@vendor.example?uid=1', []],
    ['serviceAccount:service-999@gcp-sa-pubsub.iam.gserviceaccount.com', []],
    ['serviceAccount:77@cloudservices.gserviceaccount.com', []],
    ['allUsers', ['public']],
    ['allAuthenticatedUsers', ['authenticated:gcp']],
    ['principal://goog/subject/Bob@Vendor.example', [BOB]],
    ['serviceAccount:x@foreign.iam.gserviceaccount.com', ['serviceAccount:x@foreign.iam.gserviceaccount.com']],
    [ACCOUNT, [ACCOUNT]],
    ['principalSet://cloudresourcemanager.googleapis.com/projects/77/type/ServiceAccount', [ACCOUNT, SECOND]],
  ])('to %s is held by %j', (member, expected) => {
    const derived = deriveGcp(factsWith([['binding', BUCKET, allow([VIEWER, [member]])]]))
    expect(derived.accesses.flatMap((g) => g.principals)).toEqual(expected)
  })

  it("to all accounts of a foreign project is the project's", () => {
    const set = 'principalSet://cloudresourcemanager.googleapis.com/projects/999/type/ServiceAccount'
    const derived = deriveGcp(factsWith([['binding', BUCKET, allow([VIEWER, [set]])]]))
    expect(derived.memberships).toMatchObject([{ from: 'gcp:999', to: set }])
  })

  it('to the owners of a project is held by who has the role there', () => {
    const derived = deriveGcp(
      factsWith([
        ['binding', PROJECT, allow(['roles/owner', [ANN]])],
        ['binding', BUCKET, allow([VIEWER, ['projectOwner:corp']])],
      ]),
    )
    expect(onBucket(of(derived, ANN), GET)).toEqual([BUCKET])
  })
})

describe('what takes away', () => {
  const denied = {
    deniedPrincipals: ['principalSet://goog/public:all'],
    deniedPermissions: ['storage.googleapis.com/objects.*'],
  }

  it('a deny policy above takes the permissions from all but the excepted', () => {
    const rule = { ...denied, exceptionPrincipals: ['principal://goog/subject/ann@vendor.example'] }
    const derived = deriveGcp(
      factsWith([
        ['deny-policy', ORGANIZATION, denial(rule)],
        ['binding', BUCKET, allow([VIEWER, [BOB, ANN]])],
      ]),
    )
    expect(onBucket(of(derived, BOB), GET)).toEqual([])
    expect(onBucket(of(derived, BOB), 'storage.folders.get')).toEqual([BUCKET])
    expect(onBucket(of(derived, ANN), GET)).toEqual([BUCKET])
  })

  it('one who is excepted among a domain keeps what the domain loses', () => {
    const rule = { ...denied, exceptionPrincipals: ['principal://goog/subject/ann@vendor.example'] }
    const derived = deriveGcp(
      factsWith([
        ['deny-policy', ORGANIZATION, denial(rule)],
        ['binding', BUCKET, allow([VIEWER, ['domain:vendor.example']])],
      ]),
    )
    expect(onBucket(of(derived, 'domain:vendor.example'), GET)).toEqual([])
    expect(onBucket(of(derived, ANN), GET)).toEqual([BUCKET])
  })

  it('a deny policy below is an exception of the target, with what its id does not show', () => {
    const derived = deriveGcp(
      factsWith([
        ['deny-policy', OTHER, denial(denied)],
        ['binding', ORGANIZATION, allow([VIEWER, [BOB]])],
      ]),
    )
    const [grant] = of(derived, BOB).filter((g) => g.actions.includes(GET))
    expect(grant?.target.except).toEqual(
      expect.arrayContaining([OTHER, OTHER_BUCKET, `${OTHER_BUCKET}/*`, '//*/projects/other/*']),
    )
    expect(grant?.target.except).not.toContain(BUCKET)
  })

  it('a deny policy with a condition leaves the access under its opposite', () => {
    const rule = { ...denied, denialCondition: { expression: "resource.matchTag('1/env', 'prod')" } }
    const derived = deriveGcp(
      factsWith([
        ['deny-policy', PROJECT, denial(rule)],
        ['binding', BUCKET, allow([VIEWER, [BOB]])],
      ]),
    )
    const [grant] = of(derived, BOB).filter((g) => g.actions.includes(GET))
    expect(grant?.remaining).toMatchObject([
      [{ key: 'resource.matchTag', operator: 'StringNotEquals', values: ['1/env/prod'] }],
    ])
  })

  it('a group is taken apart where a policy names one of it', () => {
    const rule = {
      deniedPrincipals: ['principal://goog/subject/bob@vendor.example'],
      deniedPermissions: ['storage.googleapis.com/objects.get'],
    }
    const members = [group('g@corp.example', true), person('bob@vendor.example'), person('eva@corp.example')]
    const derived = deriveGcp(
      factsWith(
        [
          ['deny-policy', PROJECT, denial(rule)],
          ['binding', BUCKET, allow([VIEWER, ['group:g@corp.example']])],
        ],
        members,
        [
          [BOB, 'group:g@corp.example'],
          ['user:eva@corp.example', 'group:g@corp.example'],
        ],
      ),
    )
    expect(onBucket(of(derived, 'group:g@corp.example'), GET)).toEqual([])
    expect(onBucket(of(derived, BOB), GET)).toEqual([])
    expect(onBucket(of(derived, 'user:eva@corp.example'), GET)).toEqual([BUCKET])
  })

  it('an access boundary leaves our accounts only what it lists, and binds nobody else', () => {
    const policy = {
      details: {
        enforcementVersion: '2',
        rules: [{ effect: 'ALLOW', resources: ['//cloudresourcemanager.googleapis.com/projects/77'] }],
      },
    }
    const derived = deriveGcp(
      factsWith([
        [null, '', policy, 'pab'],
        ['access-boundary', ORGANIZATION, { target: { principalSet: ORGANIZATION }, policy: 'pab' }],
        ['binding', ORGANIZATION, allow([VIEWER, [ACCOUNT, BOB]])],
      ]),
    )
    expect(onBucket(of(derived, ACCOUNT), GET)).toEqual([PROJECT])
    expect(onBucket(of(derived, BOB), GET)).toEqual([ORGANIZATION])
  })

  it('public access prevention makes grants to everybody inert, inherited ones too', () => {
    const locked = {
      id: BUCKET,
      kind: 'Resource' as const,
      type: 'google_storage_bucket',
      cloud: 'gcp' as const,
      scope: PROJECT,
      name: 'b',
      properties: { publicAccessPrevention: 'enforced' },
    }
    const derived = deriveGcp(
      factsWith(
        [
          ['binding', BUCKET, allow([VIEWER, ['allUsers', BOB]])],
          ['binding', PROJECT, allow([VIEWER, ['allUsers']])],
        ],
        [locked],
      ),
    )
    expect(onBucket(of(derived, 'public'), GET)).toEqual([`${PROJECT} but`])
    expect(onBucket(of(derived, BOB), GET)).toEqual([BUCKET])
  })

  it.each([
    [{}, [`${PROJECT} if`]],
    [
      {
        ingressFrom: { identities: [BOB], sources: [{ accessLevel: '*' }] },
        ingressTo: { operations: [{ serviceName: '*' }], resources: ['*'] },
      },
      [PROJECT],
    ],
    [
      {
        ingressFrom: { identities: [ANN], sources: [{ accessLevel: '*' }] },
        ingressTo: { operations: [{ serviceName: '*' }], resources: ['*'] },
      },
      [`${PROJECT} if`],
    ],
    [
      {
        ingressFrom: { identityType: 'ANY_IDENTITY', sources: [{ accessLevel: '*' }] },
        ingressTo: {
          operations: [
            { serviceName: 'storage.googleapis.com', methodSelectors: [{ method: 'google.storage.objects.list' }] },
          ],
          resources: ['*'],
        },
      },
      [`${PROJECT} if`],
    ],
    [
      {
        ingressFrom: { identityType: 'ANY_IDENTITY', sources: [{ accessLevel: '*' }] },
        ingressTo: {
          operations: [{ serviceName: 'storage.googleapis.com', methodSelectors: [{ permission: GET }] }],
          resources: ['projects/77'],
        },
      },
      [PROJECT],
    ],
    [
      {
        ingressFrom: { identityType: 'ANY_SERVICE_ACCOUNT', sources: [{ accessLevel: '*' }] },
        ingressTo: { operations: [{ serviceName: '*' }], resources: ['*'] },
      },
      [`${PROJECT} if`],
    ],
  ])('a perimeter with the ingress rule %j gives %j', (rule, expected) => {
    const status = {
      resources: ['projects/77'],
      restrictedServices: ['storage.googleapis.com'],
      ingressPolicies: [rule],
    }
    const derived = deriveGcp(
      factsWith([
        [
          'perimeter',
          ORGANIZATION,
          { perimeterType: 'PERIMETER_TYPE_REGULAR', status },
          'accessPolicies/1/servicePerimeters/p',
        ],
        ['binding', PROJECT, allow([VIEWER, [BOB]])],
      ]),
    )
    expect(onBucket(of(derived, BOB), GET)).toEqual(expected)
    expect(onBucket(of(derived, BOB), 'resourcemanager.projects.get')).toEqual([PROJECT])
  })

  it('a perimeter that is a dry run takes nothing away', () => {
    const spec = { resources: ['projects/77'], restrictedServices: ['storage.googleapis.com'] }
    const derived = deriveGcp(
      factsWith([
        ['perimeter', ORGANIZATION, { spec }],
        ['binding', PROJECT, allow([VIEWER, [BOB]])],
      ]),
    )
    expect(onBucket(of(derived, BOB), GET)).toEqual([PROJECT])
  })
})

describe('becoming a service account', () => {
  it('takes a permission that makes tokens, on it or above it', () => {
    const derived = deriveGcp(
      factsWith([['binding', PROJECT, allow([CREATOR, [BOB]], ['roles/iam.serviceAccountUser', [ANN]])]]),
    )
    expect(derived.assumes.map(({ from, to }) => `${from} ${to}`)).toEqual([`${BOB} ${ACCOUNT}`, `${BOB} ${SECOND}`])
    expect(derived.assumes[0]?.actions).toEqual([
      'iam.serviceAccounts.getAccessToken',
      'iam.serviceAccounts.signBlob',
      'iam.serviceAccounts.signJwt',
    ])
  })

  it('is not possible of a disabled one', () => {
    const off = {
      id: ACCOUNT,
      kind: 'Principal' as const,
      type: 'google_service_account',
      cloud: 'gcp' as const,
      scope: PROJECT,
      name: 'run',
      properties: { disabled: true },
    }
    expect(deriveGcp(factsWith([['binding', ACCOUNT, allow([CREATOR, [BOB]])]], [off])).assumes).toEqual([])
  })

  it('goes through one that may only be delegated to', () => {
    const role = { includedPermissions: ['iam.serviceAccounts.implicitDelegation'] }
    const derived = deriveGcp(
      factsWith([
        [null, '', role, 'projects/corp/roles/d'],
        ['binding', ACCOUNT, allow(['projects/corp/roles/d', [BOB]])],
        ['binding', SECOND, allow([CREATOR, [ACCOUNT]])],
      ]),
    )
    expect([...new Set(derived.assumes.map(({ from, to }) => `${from} ${to}`))]).toEqual([
      `${ACCOUNT} ${SECOND}`,
      `${BOB} ${SECOND}`,
    ])
  })

  it('each account gets tokens of itself; who gets identity tokens only has those', () => {
    const derived = deriveGcp(
      factsWith([['binding', ACCOUNT, allow(['roles/iam.serviceAccountOpenIdTokenCreator', [BOB]])]]),
    )
    expect(derived.assumes).toEqual([])
    expect(derived.tokens).toContainEqual({ principal: BOB, issuer: 'https://accounts.google.com', subject: '111' })
    expect(derived.tokens).toContainEqual({ principal: ACCOUNT, issuer: 'https://accounts.google.com', subject: '111' })
  })
})

describe('pools', () => {
  const GITHUB = {
    issuer: 'https://token.actions.githubusercontent.com',
    attributeMapping: {
      'google.subject': 'assertion.sub',
      'attribute.repository': 'assertion.repository',
      'attribute.repository_owner': 'assertion.repository_owner',
    },
  }
  const doors = (member: string, properties: Parameters<typeof provider>[1]): string[] => {
    const derived = deriveGcp(factsWith([['binding', BUCKET, allow([VIEWER, [member]])]], [provider('x', properties)]))
    return (derived.memberships ?? []).map(
      ({ from, remaining }) => from + remaining.map(([test]) => ` ${test?.key ?? ''}`).join(''),
    )
  }
  const set = (what: string): string => `principalSet://${POOL}/${what}`
  const gh = (subject: string): string => `oidc:https://token.actions.githubusercontent.com#${subject}`

  it.each([
    ['*', {}, [gh('*')]],
    ['attribute.repository/a/b', {}, [gh('repo:a/b:*')]],
    ['attribute.repository/a/b', { attributeCondition: "assertion.repository_owner == 'a'" }, [gh('repo:a/b:*')]],
    ['attribute.repository/a/b', { attributeCondition: "assertion.repository_owner == 'c'" }, []],
    ['*', { attributeCondition: "assertion.repository_owner in ['a', 'b']" }, [gh('repo:a/*'), gh('repo:b/*')]],
    [
      '*',
      { attributeCondition: "attribute.repository_owner == 'a' && assertion.ref == 'refs/heads/main'" },
      [`${gh('repo:a/*')} assertion.ref`],
    ],
    ['*', { attributeCondition: "assertion.sub.startsWith('repo:a/b:ref:')" }, [gh('repo:a/b:ref:*')]],
    ['attribute.unmapped/x', {}, []],
    ['*', { disabled: true }, []],
    [
      '*',
      { issuer: 'https://idp.example/', attributeMapping: { 'google.subject': 'assertion.sub' } },
      ['oidc:https://idp.example#*'],
    ],
    ['*', { issuer: null, samlEntityId: 'urn:idp' }, ['saml:urn:idp']],
    ['*', { issuer: null, awsAccountId: '999988887777', attributeMapping: {} }, ['aws:999988887777']],
    [
      'attribute.aws_role/arn:aws:sts::999988887777:assumed-role/r',
      { issuer: null, awsAccountId: '999988887777', attributeMapping: {} },
      ['arn:aws:iam::999988887777:role/r'],
    ],
    [
      'attribute.aws_role/arn:aws:sts::111122223333:assumed-role/r',
      { issuer: null, awsAccountId: '999988887777', attributeMapping: {} },
      [],
    ],
    [
      '*',
      {
        issuer: null,
        awsAccountId: '999988887777',
        attributeMapping: {},
        attributeCondition: "assertion.arn.startsWith('arn:aws:sts::999988887777:assumed-role/r/')",
      },
      ['arn:aws:iam::999988887777:role/r'],
    ],
  ])('%s with %j lets in %j', (what, properties, expected) => {
    expect(doors(set(what), { ...GITHUB, ...properties })).toEqual(expected)
  })

  it('one subject of a pool is that login', () => {
    expect(doors(`principal://${POOL}/subject/repo:a/b:ref:refs/heads/main`, GITHUB)).toEqual([
      gh('repo:a/b:ref:refs/heads/main'),
    ])
  })

  it('a pool of which no provider was collected is itself somebody unknown', () => {
    const derived = deriveGcp(factsWith([['binding', BUCKET, allow([VIEWER, [set('*')]])]]))
    expect(derived.memberships).toEqual([])
    expect(derived.outside.map(({ id }) => id)).toEqual([set('*')])
  })

  it("a pool of a foreign project is that project's", () => {
    const foreign = set('*').replace('/77/', '/999/')
    expect(deriveGcp(factsWith([['binding', BUCKET, allow([VIEWER, [foreign]])]])).memberships).toMatchObject([
      { from: 'gcp:999', to: foreign },
    ])
  })
})

describe('lists that are no policies', () => {
  const DATASET = '//bigquery.googleapis.com/projects/corp/datasets/d'

  it.each([
    [{ role: 'READER', userByEmail: 'bob@vendor.example' }, [BOB]],
    [{ role: 'WRITER', groupByEmail: 'g@vendor.example' }, ['group:g@vendor.example']],
    [{ role: 'READER', domain: 'vendor.example' }, ['domain:vendor.example']],
    [{ role: 'READER', specialGroup: 'allAuthenticatedUsers' }, ['authenticated:gcp']],
    [{ role: 'READER', iamMember: 'allUsers' }, ['public']],
    [{ view: { projectId: 'foreign', datasetId: 'x', tableId: 'v' } }, ['gcp:foreign']],
    [{ view: { projectId: 'corp', datasetId: 'x', tableId: 'v' } }, []],
  ])('the entry %j of a dataset gives data to %j', (entry, expected) => {
    const derived = deriveGcp(factsWith([['acl', DATASET, { access: [entry] }]]))
    expect(derived.accesses.filter((g) => g.data || g.unknown).flatMap((g) => g.principals)).toEqual(expected)
  })

  it('a list of a bucket grants unless access is uniform', () => {
    const uniform = {
      id: OTHER_BUCKET,
      kind: 'Resource' as const,
      type: 'google_storage_bucket',
      cloud: 'gcp' as const,
      scope: OTHER,
      name: 'o',
      properties: { uniformBucketLevelAccess: true },
    }
    const list = {
      acl: [{ entity: 'allUsers', role: 'READER' }],
      defaultObjectAcl: [{ entity: 'user-bob@vendor.example', role: 'READER' }],
    }
    const derived = deriveGcp(
      factsWith(
        [
          ['acl', BUCKET, list],
          ['acl', OTHER_BUCKET, list],
        ],
        [uniform],
      ),
    )
    expect(derived.accesses.map((g) => `${g.principals.join()} ${g.target.id} ${g.target.covers}`)).toEqual([
      `public ${BUCKET} resource`,
      `${BOB} ${BUCKET}/objects/* pattern`,
    ])
    expect(derived.accesses[1]?.remaining).toMatchObject([[{ key: 'resource', opaque: true }]])
  })

  it.each([
    [{ approvalWorkflow: { manualApprovals: {} } }, 'approval'],
    [{}, 'activation'],
  ])('an entitlement with %j asks for %s', (more, key) => {
    const access = { gcpIamAccess: { resource: PROJECT, roleBindings: [{ role: VIEWER }] } }
    const entitlement = {
      type: 'entitlement',
      state: 'AVAILABLE',
      eligibleUsers: [{ principals: [BOB] }],
      privilegedAccess: access,
      ...more,
    }
    const derived = deriveGcp(factsWith([['grant', PROJECT, entitlement]]))
    expect(of(derived, BOB)[0]?.remaining).toMatchObject([[{ key, operator: 'Bool', values: ['true'] }]])
  })

  it('a thing whose policy was not read is unknown to everybody', () => {
    const unread = {
      id: BUCKET,
      kind: 'Resource' as const,
      type: 'google_storage_bucket',
      cloud: 'gcp' as const,
      scope: PROJECT,
      name: 'b',
      properties: { unread: ['getIamPolicy'] },
    }
    expect(of(deriveGcp(factsWith([], [unread])), 'public')).toMatchObject([{ target: { id: BUCKET }, unknown: true }])
  })
})
