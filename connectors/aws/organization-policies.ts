import { objectField, objectsField, textField } from './fields.js'
import type { Records } from './records.js'

export const LIST_POLICIES = 'organizations list-policies'
export const DESCRIBE_POLICY = 'organizations describe-policy'
export const POLICIES_FOR_TARGET = 'organizations list-policies-for-target'
export const TARGETS_FOR_POLICY = 'organizations list-targets-for-policy'

/** The policy types that bound access, and the layer that each is. */
export const BOUNDING_TYPES = { SERVICE_CONTROL_POLICY: 'scp', RESOURCE_CONTROL_POLICY: 'rcp' } as const
export type BoundingType = keyof typeof BOUNDING_TYPES

export function isBoundingType(text: string | null): text is BoundingType {
  return text !== null && Object.hasOwn(BOUNDING_TYPES, text)
}

export interface OrganizationPolicy {
  id: string
  arn: string
  name: string
  type: string
}

/** Every policy that some answer names, by its id (`p-...`). */
export function readPolicies(records: Records): Map<string, OrganizationPolicy> {
  const found = new Map<string, OrganizationPolicy>()
  const summaries = [
    ...[...records.answered(LIST_POLICIES), ...records.answered(POLICIES_FOR_TARGET)].flatMap(({ body }) =>
      objectsField(body, 'Policies'),
    ),
    ...records
      .answered(DESCRIBE_POLICY)
      .flatMap(({ body }) => objectField(objectField(body, 'Policy') ?? {}, 'PolicySummary') ?? []),
  ]
  for (const summary of summaries) {
    const id = textField(summary, 'Id')
    if (id === null || found.has(id)) continue
    found.set(id, {
      id,
      arn: textField(summary, 'Arn') ?? id,
      name: textField(summary, 'Name') ?? id,
      type: textField(summary, 'Type') ?? 'SERVICE_CONTROL_POLICY',
    })
  }
  return found
}

/** Which policies are attached where (target id and policy id), from either direction of asking. */
export function readTargets(records: Records, policies: ReadonlyMap<string, OrganizationPolicy>): [string, string][] {
  const pairs: [string, string][] = []
  for (const record of records.answered(POLICIES_FOR_TARGET)) {
    const target = record.subject.find(isTarget)
    if (target === undefined) continue
    for (const policy of objectsField(record.body, 'Policies')) {
      const id = textField(policy, 'Id')
      if (id !== null) pairs.push([target, id])
    }
  }
  for (const record of records.answered(TARGETS_FOR_POLICY)) {
    const policy = policyOf(record.subject, policies)
    if (policy === null) continue
    for (const entry of objectsField(record.body, 'Targets')) {
      const target = textField(entry, 'TargetId')
      if (target !== null) pairs.push([target, policy])
    }
  }
  return pairs
}

export function isTarget(part: string): boolean {
  return /^(r-|ou-)/.test(part) || /^[0-9]{12}$/.test(part)
}

/** The policy that a file is named by: its id, ARN or name. */
export function policyOf(subject: readonly string[], policies: ReadonlyMap<string, OrganizationPolicy>): string | null {
  for (const part of [...subject, subject.join('--')]) {
    if (policies.has(part)) return part
    for (const { id, arn, name } of policies.values()) if (part === arn || part === name) return id
  }
  return null
}

/**
 * For which (target, type) it is known which policies are attached: asked of the target (a file without a filter in its
 * name answers for the types it shows, an empty one for all), or of every policy of the type.
 */
export function targetCoverage(
  records: Records,
  policies: ReadonlyMap<string, OrganizationPolicy>,
): (target: string, type: BoundingType) => boolean {
  const asked = new Set<string>()
  for (const record of records.answered(POLICIES_FOR_TARGET)) {
    const target = record.subject.find(isTarget)
    if (target === undefined) continue
    const filters = record.subject.filter(isBoundingType)
    const shown = objectsField(record.body, 'Policies').map((policy) => textField(policy, 'Type'))
    const types = filters.length > 0 ? filters : shown.length > 0 ? shown : Object.keys(BOUNDING_TYPES)
    for (const type of types) asked.add(`${target} ${type}`)
  }
  const answeredFor = new Set(
    records.answered(TARGETS_FOR_POLICY).flatMap(({ subject }) => policyOf(subject, policies) ?? []),
  )
  const whole = new Set<string>()
  for (const type of Object.keys(BOUNDING_TYPES)) {
    const lists = records
      .answered(LIST_POLICIES)
      .filter(
        ({ subject, body }) =>
          subject.includes(type) || objectsField(body, 'Policies').some((policy) => textField(policy, 'Type') === type),
      )
    const ofType = [...policies.values()].filter((policy) => policy.type === type)
    if (lists.length > 0 && ofType.every(({ id }) => answeredFor.has(id))) whole.add(type)
  }
  return (target, type) => whole.has(type) || asked.has(`${target} ${type}`)
}
