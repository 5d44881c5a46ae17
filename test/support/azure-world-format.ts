// What it is: the compact vocabulary in which a scenario describes an Entra tenant and its subscriptions.
// May import: zod.
// Never does: build files (azure-world.ts does).
import { z } from 'zod'

const texts = z.union([z.string(), z.array(z.string())])
/** Properties as the API writes them, added to what the builder writes. */
const raw = z.record(z.string(), z.unknown())

/** `<role> to <who> at <scope>`, or with more. Roles by name, everything else by its name in the world. */
const assignment = z.union([
  z.string().regex(/^.+ to \S+ at \S+$/, 'write `<role> to <who> at <scope>`'),
  z.strictObject({
    role: z.string(),
    to: z.string(),
    at: z.string(),
    when: z.string().optional(),
    from: z.string().optional(),
    until: z.string().optional(),
    /** What activation asks for: `approval`, `mfa`. Only for eligible assignments; left out: no policy was read. */
    asks: z.array(z.enum(['approval', 'mfa'])).optional(),
    properties: raw.optional(),
  }),
])

const permission = z.strictObject({
  actions: z.array(z.string()).optional(),
  notActions: z.array(z.string()).optional(),
  dataActions: z.array(z.string()).optional(),
  notDataActions: z.array(z.string()).optional(),
  when: z.string().optional(),
})

const deny = z.strictObject({
  ...permission.shape,
  at: z.string(),
  /** `everyone`, or names. */
  to: texts,
  except: texts.optional(),
  onlyHere: z.boolean().optional(),
  properties: raw.optional(),
})

const resource = z.union([
  z.string().regex(/^\S+ in \S+$/, 'write `<type> in <resource group>`'),
  z.strictObject({
    /** A short name (`storage`, `vault`, `vm`, ...) or an ARM type. */
    type: z.string(),
    in: z.string(),
    properties: raw.optional(),
    tags: z.record(z.string(), z.string()).optional(),
    /** `system`, or names of user-assigned identities of this world. */
    identity: texts.optional(),
    /** Of a storage account: with their access level. */
    containers: z.record(z.string(), z.enum(['None', 'Blob', 'Container'])).optional(),
    /** Of a user-assigned identity. */
    federated: z.array(raw).optional(),
  }),
])

const application = z.union([
  /** Whose application it is: `own`, `microsoft`, or a tenant of the world. */
  z.string(),
  z.strictObject({
    of: z.string(),
    federated: z.array(raw).optional(),
    owners: z.array(z.string()).optional(),
    properties: raw.optional(),
  }),
])

const authorization = z.union([
  z.string().regex(/^.+ to \S+$/, 'write `<role> to <who>`'),
  z.strictObject({
    role: z.string(),
    to: z.string(),
    delegates: z.array(z.string()).optional(),
    mfa: z.boolean().optional(),
    approvers: z.array(z.string()).optional(),
  }),
])

const directoryAssignment = z.string().regex(/^.+ to \S+$/, 'write `<role> to <who>`')

/**
 * Names are those of the world: `$name` in a question or in a text of the world stands for the id, `$guid:name` for
 * the bare GUID of a principal, `$role:Name-Of-The-Role` for that of a role.
 */
export const azureWorldSchema = z.strictObject({
  /** Management groups with the one above; null: right below the tenant's root. */
  managementGroups: z.record(z.string(), z.string().nullable()).optional(),
  /** Subscriptions with their management group; null: not told. Without any there is `sub`. */
  subscriptions: z.record(z.string(), z.string().nullable()).optional(),
  /** Resource groups with their subscription. Without any there are `rg1`, `rg2` and `rg10` in the first. */
  resourceGroups: z.record(z.string(), z.string()).optional(),
  resources: z.record(z.string(), resource).optional(),
  /** A mail domain (our own: a member, else an invited guest), or properties as Graph writes them. */
  users: z.record(z.string(), z.union([z.string(), raw])).optional(),
  /** Members; null: they were not read. */
  groups: z
    .record(
      z.string(),
      z.union([
        z.array(z.string()).nullable(),
        z.strictObject({
          members: z.array(z.string()).nullable(),
          owners: z.array(z.string()).optional(),
          properties: raw.optional(),
        }),
      ]),
    )
    .optional(),
  apps: z.record(z.string(), application).optional(),
  /** Custom roles; the built-in ones that the builder knows are always there. */
  roles: z.record(z.string(), z.union([permission, z.array(permission)])).optional(),
  /** Built-in roles whose definitions are left out. */
  rolesNotRead: z.array(z.string()).optional(),
  assign: z.array(assignment).optional(),
  eligible: z.array(assignment).optional(),
  active: z.array(assignment).optional(),
  deny: z.array(deny).optional(),
  lighthouse: z
    .array(
      z.strictObject({
        tenant: z.string(),
        at: z.string(),
        grants: z.array(authorization).optional(),
        eligible: z.array(authorization).optional(),
        properties: raw.optional(),
      }),
    )
    .optional(),
  /** `<permission of Microsoft Graph> to <service principal>`. */
  graph: z.array(directoryAssignment).optional(),
  /** Delegated permissions: `<scopes> to <service principal>`. */
  consents: z.array(directoryAssignment).optional(),
  directory: z.array(directoryAssignment).optional(),
  directoryEligible: z.array(directoryAssignment).optional(),
  /** Files to leave out, by a part of their path. */
  omit: z.array(z.string()).optional(),
  /** Files to add or replace; paths begin below the tenant's folder. */
  files: z.record(z.string(), z.unknown()).optional(),
  /** As `az ... list` prints them: flat, without an envelope. */
  az: z.boolean().optional(),
})

export type AzureWorld = z.infer<typeof azureWorldSchema>
export type AzurePermission = z.infer<typeof permission>
export type AzureAssignment = z.infer<typeof assignment>
export type AzureAuthorization = z.infer<typeof authorization>
