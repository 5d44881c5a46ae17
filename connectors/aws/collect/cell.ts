import type { Cell } from '../../../src/connector/index.js'
import { textField } from '../fields.js'
import type { At, DeclaredCall, Item } from './declaration.js'
import { isInPartition } from './partition.js'
import { callPath } from './path.js'
import { serviceEntry } from './services.js'

/** A cell with what AWS needs to know besides; all of it is plain data, as a cell is kept in a journal. */
export interface AwsCell extends Cell {
  /** The Region that the call is sent to, where it is not the one of the cell: a bucket's. */
  sentTo?: string
  /** A parent whose accounts the user asked for. */
  isChosen?: true
}

/** Calls of S3 that have a Region though the service's others have none. */
const REGIONAL_LISTS: ReadonlySet<string> = new Set(['s3api list-directory-buckets'])

/** Is the call made once for all Regions? */
export function isGlobalCall(call: string): boolean {
  const [service = ''] = call.split(' ')
  return isGlobalService(service) || (service === 's3api' && !REGIONAL_LISTS.has(call))
}

function isGlobalService(service: string): boolean {
  return serviceEntry(service)?.isGlobal === true
}

/** The cell of a call that is made once in a place; null if it is not made there. */
export function placedCell(declared: DeclaredCall, at: At): AwsCell | null {
  return builtCell(declared, { ...at, name: '', entry: {}, arn: '' }, at.region)
}

/** The cell of a call about one thing that an answer from Region `from` names; null if it is not asked about. */
export function followingCell(declared: DeclaredCall, item: Item & { arn: string }, from: string): AwsCell | null {
  const [service = ''] = declared.call.split(' ')
  if (declared.onlyIn !== null && !isInPartition(declared.onlyIn, item.partition)) return null
  const cell = builtCell(declared, item, declared.onlyIn ?? (isGlobalService(service) ? 'global' : from))
  const bucketRegion = service === 's3api' && cell?.region === 'global' ? textField(item.entry, 'BucketRegion') : null
  return cell === null || bucketRegion === null ? cell : { ...cell, sentTo: bucketRegion }
}

function builtCell(declared: DeclaredCall, item: Item & { arn: string }, region: string): AwsCell | null {
  const input = declared.input(item)
  if (input === null) return null
  const [service = '', operation = ''] = declared.call.split(' ')
  const subject = [...declared.subject(item)]
  return {
    cloud: 'aws',
    scope: item.account,
    region,
    service,
    operation,
    subject,
    input,
    path: callPath({ account: item.account, region, service, operation, subject }),
    ...(declared.isStreamed ? { isStreamed: true } : {}),
  }
}
