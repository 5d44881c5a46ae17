// What it is: concrete requests out of rows: an action and a resource that a row says can be used together.
// May import: the model's types and the grader's matching.
// Never does: ask a question.
import type { ReachRow } from '../../src/model/index.js'
import { actsBy, matches } from './scenario-grading.js'

export interface ConcreteRequest {
  action: string
  resource: string
}

/** What is tried on a row that names its actions by a wildcard, each with a resource of its kind in an account. */
const SAMPLES: readonly (readonly [string, (account: string, region: string) => string])[] = [
  ['s3:GetObject', () => 'arn:aws:s3:::some-bucket/some-key'],
  ['s3:PutObject', () => 'arn:aws:s3:::some-bucket/some-key'],
  ['s3:ListBucket', () => 'arn:aws:s3:::some-bucket'],
  ['sqs:SendMessage', (account, region) => `arn:aws:sqs:${region}:${account}:some-queue`],
  ['sns:Publish', (account, region) => `arn:aws:sns:${region}:${account}:some-topic`],
  ['iam:CreateUser', (account) => `arn:aws:iam::${account}:user/some-user`],
  ['ec2:DescribeInstances', () => '*'],
]

const MOST_PER_ROW = 3

/** Requests that the row says are possible; none for a row that is a principal, or whose actions are not known. */
export function requestsOf(row: ReachRow): ConcreteRequest[] {
  const { covers, id, scope } = row.target
  if (covers === 'principal') return []
  const account = (covers === 'scope' ? id : (scope ?? id)).replace(/^aws:/, '')
  // A row that asks for a Region is about resources of that Region.
  const region = row.requires.find(({ key }) => key === 'aws:RequestedRegion')?.values[0] ?? 'us-east-1'
  const named = row.actions.filter((action) => !/[*?!]/.test(action))
  const found: ConcreteRequest[] = []
  for (const action of named) {
    const sample = SAMPLES.find(([known]) => known === action)
    const resource = covers === 'scope' ? sample?.[1](account, region) : concrete(id)
    if (resource !== undefined) found.push({ action, resource })
  }
  for (const [action, resourceIn] of SAMPLES) {
    if (named.includes(action) || !actsBy(row.actions, action)) continue
    const resource = covers === 'scope' ? resourceIn(account, region) : concrete(id)
    const object = action === 's3:GetObject' || action === 's3:PutObject'
    if (object === resource.includes('/') || !action.startsWith('s3:')) found.push({ action, resource })
  }
  return found
    .filter(({ resource }) => !(row.target.except ?? []).some((pattern) => matches(pattern, resource)))
    .slice(0, MOST_PER_ROW)
}

/** A resource that the pattern matches. */
function concrete(pattern: string): string {
  return pattern.replaceAll('?', 'x').replaceAll('*', 'some-name')
}

/** Does the row say that the request is possible? */
export function saysPossible(
  row: ReachRow,
  { action, resource }: ConcreteRequest,
  accountOf: (resource: string) => string | null,
): boolean {
  if (row.outcome !== 'allowed' && row.outcome !== 'conditional') return false
  if (!actsBy(row.actions, action)) return false
  if ((row.target.except ?? []).some((pattern) => matches(pattern, resource))) return false
  if (row.target.covers !== 'scope') return matches(row.target.id, resource)
  const account = accountOf(resource)
  return account === null || row.target.id === `aws:${account}`
}
