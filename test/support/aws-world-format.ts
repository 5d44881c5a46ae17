// What it is: the compact vocabulary in which a scenario describes AWS accounts.
// May import: zod.
// Never does: build files (aws-world.ts does).
import { z } from 'zod'

const texts = z.union([z.string(), z.array(z.string())])
const account = z.string().regex(/^\d{12}$/, 'an account number has 12 digits')

/** A condition block as AWS writes it. */
const conditions = z.record(
  z.string(),
  z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))]),
  ),
)

/** A policy document as AWS writes it. */
const policyDocument = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.union([z.record(z.string(), z.unknown()), z.array(z.record(z.string(), z.unknown()))]),
})

/** `<actions> on <resources>`, both separated by commas; without `on` the resource is `*`. */
const grant = z.union([z.string(), z.strictObject({ do: z.string(), when: conditions })])

/** Statements in short form. */
const statements = z.strictObject({ allow: z.array(grant).optional(), deny: z.array(grant).optional() })

const policy = z.union([policyDocument, statements])

/** One statement of a trust policy. The action is the one that fits the principal unless it is given. */
const trustStatement = z.strictObject({
  effect: z.enum(['Allow', 'Deny']).optional(),
  /** `*`, or the element as AWS writes it. */
  principal: z.union([z.string(), z.record(z.string(), texts)]).optional(),
  notPrincipal: z.record(z.string(), texts).optional(),
  AWS: texts.optional(),
  Service: texts.optional(),
  Federated: texts.optional(),
  /** Issuer (host and path) of an OIDC provider of this account. */
  oidc: z.string().optional(),
  /** Name of a SAML provider of this account. */
  saml: z.string().optional(),
  action: texts.optional(),
  when: conditions.optional(),
})

const trust = z.union([policyDocument, trustStatement, z.array(trustStatement)])

const permissions = {
  /** One inline policy in short form. */
  allow: z.array(grant).optional(),
  deny: z.array(grant).optional(),
  /** Inline policies by name. */
  policies: z.record(z.string(), policy).optional(),
  /** Managed policies: a name of this account, or an ARN. */
  attached: z.array(z.string()).optional(),
  path: z.string().optional(),
}

const principal = {
  ...permissions,
  /** A managed policy (name of this account, or an ARN), or the policy itself. */
  boundary: z.union([z.string(), policyDocument, statements]).optional(),
  tags: z.record(z.string(), z.string()).optional(),
}

const accountSchema = z.strictObject({
  roles: z.record(z.string(), z.strictObject({ trust, ...principal })).optional(),
  users: z.record(z.string(), z.strictObject({ groups: z.array(z.string()).optional(), ...principal })).optional(),
  groups: z.record(z.string(), z.strictObject(permissions)).optional(),
  managedPolicies: z.record(z.string(), policy).optional(),
  /** Buckets that were asked for their policy and have none. */
  buckets: z.array(z.string()).optional(),
  /** Buckets that are listed and were not asked. */
  unreadBuckets: z.array(z.string()).optional(),
  /** Issuer to the audiences that the provider fixes. */
  oidcProviders: z.record(z.string(), z.array(z.string())).optional(),
  /** Provider name to entity id; null: listed, its metadata was not read. */
  samlProviders: z.record(z.string(), z.string().nullable()).optional(),
  partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']).optional(),
})

interface Unit {
  accounts?: string[] | undefined
  units?: Record<string, Unit> | undefined
}

const unit: z.ZodType<Unit> = z.lazy(() =>
  z.strictObject({ accounts: z.array(account).optional(), units: z.record(z.string(), unit).optional() }),
)

const attachedPolicy = z.union([
  z.strictObject({ at: z.array(z.string()), allow: z.array(grant).optional(), deny: z.array(grant).optional() }),
  z.strictObject({ at: z.array(z.string()), document: policyDocument }),
])

const organizationSchema = z.strictObject({
  id: z.string().optional(),
  management: account,
  /** Accounts right below the root. */
  accounts: z.array(account).optional(),
  /** By id (`ou-ab12-...`). */
  units: z.record(z.string(), unit).optional(),
  scps: z.record(z.string(), attachedPolicy).optional(),
  /** In short form a statement's principal is `*`. */
  rcps: z.record(z.string(), attachedPolicy).optional(),
  /** Targets from which FullAWSAccess was detached; it is attached everywhere else. */
  withoutFullAccess: z.array(z.string()).optional(),
})

/** `files` adds or replaces whole files; `omit` leaves out those whose path has one of these parts. */
export const awsWorldSchema = z.strictObject({
  accounts: z.record(account, accountSchema),
  organization: organizationSchema.optional(),
  files: z.record(z.string(), z.unknown()).optional(),
  omit: z.array(z.string()).optional(),
  /** Policy documents URL-encoded, as the API returns them. */
  encoded: z.boolean().optional(),
})

export type AwsWorld = z.infer<typeof awsWorldSchema>
export type AwsAccount = z.infer<typeof accountSchema>
export type AwsOrganization = z.infer<typeof organizationSchema>
export type AwsUnit = Unit
export type Grant = z.infer<typeof grant>
export type PolicyText = z.infer<typeof policy>
export type Trust = z.infer<typeof trust>
export type TrustStatement = z.infer<typeof trustStatement>
export type Conditions = z.infer<typeof conditions>

/** The organization's root. */
export const ROOT = 'r-ab12'
export const DEFAULT_ORGANIZATION = 'o-exampleorg1'
