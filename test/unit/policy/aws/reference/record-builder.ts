import { expect } from 'vitest'
import type { Json } from '../../../../../src/model/index.js'
import { disagreement } from '../../../../support/policy-agreement.js'
import { decideByReference } from '../../../../../src/policy/aws/reference/index.js'
import type { ReferenceDecision } from '../../../../../src/policy/aws/reference/index.js'
import type { AwsDecideRecord, DecisionRequest, PolicyLayers } from '../../../../../src/policy/aws/record.js'

export const OURS = '111122223333'
export const THEIRS = '999988887777'
export const ROLE = `arn:aws:iam::${OURS}:role/app`
export const SESSION = `arn:aws:sts::${OURS}:assumed-role/app/job`
export const USER = `arn:aws:iam::${OURS}:user/ann`
export const OBJECT = 'arn:aws:s3:::logs/2026/a.txt'

export function doc(...statements: Json[]): { [key: string]: Json } {
  return { Version: '2012-10-17', Statement: statements }
}

export function allow(more: { [key: string]: Json } = {}): { [key: string]: Json } {
  return { Effect: 'Allow', Action: '*', Resource: '*', ...more }
}

export function deny(more: { [key: string]: Json } = {}): { [key: string]: Json } {
  return { Effect: 'Deny', Action: '*', Resource: '*', ...more }
}

/** A statement without some of its elements. */
export function without(statement: { [key: string]: Json }, ...elements: string[]): { [key: string]: Json } {
  return Object.fromEntries(Object.entries(statement).filter(([key]) => !elements.includes(key)))
}

/**
 * Our user reads an object of a bucket of ours, unless the request says otherwise. Every record of these tables is
 * decided by both evaluators.
 */
export function decide(policies: PolicyLayers, request: Partial<DecisionRequest> = {}): ReferenceDecision {
  const record: AwsDecideRecord = {
    id: '1',
    cloud: 'aws',
    request: { principal: USER, action: 's3:GetObject', resource: OBJECT, resourceAccount: OURS, ...request },
    policies,
  }
  expect(disagreement(record)).toBeNull()
  return decideByReference(record)
}

export function outcome(policies: PolicyLayers, request: Partial<DecisionRequest> = {}): string {
  return decide(policies, request).outcome
}

/** The outcome of one identity policy with one Allow under a condition. */
export function underCondition(
  condition: Json,
  request: Partial<DecisionRequest> = {},
  version: string = '2012-10-17',
): string {
  return outcome({ identity: [{ Version: version, Statement: allow({ Condition: condition }) }] }, request)
}
