// What it is: the compact vocabulary in which a scenario describes a Google Cloud organization.
// May import: zod.
// Never does: build files (gcp-world.ts does).
import { z } from 'zod'

const texts = z.union([z.string(), z.array(z.string())])
/** Fields as the API writes them, added to what the builder writes. */
const raw = z.record(z.string(), z.unknown())

/** `<role> to <member>, <member>`, or with a condition. */
const grant = z.union([
  z.string().regex(/^\S+ to \S+(, \S+)*$/, 'write `<role> to <member>, <member>`'),
  z.strictObject({ role: z.string(), to: texts, when: z.string() }),
])

/** A project, or more. */
const bucket = z.union([
  z.string(),
  z.strictObject({
    in: z.string(),
    publicAccessPrevention: z.enum(['enforced', 'inherited']).optional(),
    /** Uniform bucket-level access; on unless said otherwise. */
    uniform: z.boolean().optional(),
    acl: z.array(raw).optional(),
    defaultObjectAcl: z.array(raw).optional(),
    /** Effective tags: `<organization>/<key>` to `<value>`. */
    tags: z.record(z.string(), z.string()).optional(),
  }),
])

const dataset = z.union([z.string(), z.strictObject({ in: z.string(), access: z.array(raw).optional() })])

const account = z.union([
  z.string(),
  z.strictObject({ in: z.string(), disabled: z.boolean().optional(), keys: z.array(raw).optional() }),
])

const pool = z.strictObject({
  disabled: z.boolean().optional(),
  state: z.string().optional(),
  /** By name, fields as the API writes them. */
  providers: z.record(z.string(), raw).optional(),
})

const denyPolicy = z.strictObject({
  /** Where it is attached: `$org`, `$folder:data`, `$project:corp-data`. */
  at: z.string(),
  to: texts,
  except: texts.optional(),
  permissions: texts,
  exceptPermissions: texts.optional(),
  when: z.string().optional(),
})

const boundary = z.strictObject({
  resources: texts,
  /** Principal set that the policy is bound to; left out: the policy exists and nobody bound it. */
  bind: z.string().optional(),
  version: z.string().optional(),
  when: z.string().optional(),
})

/**
 * The organization `corp.example` with its folders `data` and `lab`, and the projects `corp-data` (in `data`), `corp-web`
 * (right below the organization) and `corp-lab` (in `lab`). Words such as `$bucket:corp-drop` stand for ids: see
 * gcp-world-names.ts.
 */
export const gcpWorldSchema = z.strictObject({
  /** More projects by id, each with its number and `org`, `folder:data` or `folder:lab`. */
  projects: z.record(z.string(), z.tuple([z.string(), z.string()])).optional(),
  buckets: z.record(z.string(), bucket).optional(),
  /** By `<project>.<dataset>`. */
  datasets: z.record(z.string(), z.union([dataset, z.null()])).optional(),
  accounts: z.record(z.string(), account).optional(),
  /** Resources of any other kind, by word (`$topic:corp-web.events`), with fields of the API. */
  resources: z.record(z.string(), z.union([raw, z.null()])).optional(),
  /** Allow policies by word. */
  allow: z.record(z.string(), z.array(grant)).optional(),
  /** Custom roles by full name (`projects/corp-web/roles/x`) or short words for `organizations/401827365910/roles/x`. */
  roles: z.record(z.string(), z.array(z.string())).optional(),
  /** Predefined roles whose definitions are left out. */
  rolesNotRead: z.array(z.string()).optional(),
  deny: z.record(z.string(), denyPolicy).optional(),
  boundaries: z.record(z.string(), boundary).optional(),
  /** Service perimeters, as the API writes them; `name` is added. */
  perimeters: z.record(z.string(), raw).optional(),
  levels: z.record(z.string(), raw).optional(),
  /** Workload identity pools of `corp-web`. */
  pools: z.record(z.string(), pool).optional(),
  /** Workforce pools of the organization. */
  workforce: z.record(z.string(), pool).optional(),
  /** Members; null: the group is listed, its members were not read. */
  groups: z.record(z.string(), z.union([z.array(z.string()), z.null()])).optional(),
  /** Privileged access entitlements by `<word of the scope>/<name>`, as the API writes them. */
  entitlements: z.record(z.string(), raw).optional(),
  /** How records are written: an asset export in camel case (default), in snake case, as NDJSON, or as search results. */
  form: z.enum(['camel', 'snake', 'ndjson', 'search']).optional(),
  /** Files to leave out, by a part of their path. */
  omit: z.array(z.string()).optional(),
  /** Files to add or replace. */
  files: z.record(z.string(), z.unknown()).optional(),
})

export type GcpWorld = z.infer<typeof gcpWorldSchema>
export type GcpGrant = z.infer<typeof grant>
export type GcpPool = z.infer<typeof pool>
