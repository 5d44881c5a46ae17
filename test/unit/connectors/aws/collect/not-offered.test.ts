import { describe, expect, it } from 'vitest'
import { notOffered } from '../../../../../connectors/aws/collect/not-offered.js'
import type { FoundRecord } from '../../../../../src/connector/index.js'

const GONE = 'An error occurred (ENOTFOUND) when calling the ListX operation: getaddrinfo ENOTFOUND'

function record(
  service: string,
  region: string,
  status: FoundRecord['status'],
  message: string | null = null,
): FoundRecord {
  return {
    cloud: 'aws',
    account: '111122223333',
    region,
    service,
    operation: 'list-x',
    subject: [],
    status,
    message,
    body: null,
    file: `${service} ${region}`,
    folder: null,
  }
}

function statuses(records: FoundRecord[]): string[] {
  return notOffered(records).map(({ status }) => status)
}

describe('a service whose endpoint does not exist', () => {
  const elsewhere = [record('macie2', 'us-east-1', 'none'), record('kms', 'eu-north-1', 'ok')]

  it('is not offered in the Region, and says so', () => {
    const [, , gone] = notOffered([...elsewhere, record('macie2', 'eu-north-1', 'failed', GONE)])
    expect(gone).toMatchObject({ status: 'none', message: '`macie2` is not offered in `eu-north-1`' })
  })

  it('stays a failure where it never answered, nothing else did, or it did for another', () => {
    const gone = record('macie2', 'eu-north-1', 'failed', GONE)
    expect(statuses([elsewhere[0] as FoundRecord, gone])).toEqual(['none', 'failed'])
    expect(statuses([elsewhere[1] as FoundRecord, gone])).toEqual(['ok', 'failed'])
    expect(statuses([...elsewhere, record('macie2', 'eu-north-1', 'denied'), gone]).at(-1)).toBe('failed')
  })

  it('is none of the other failures', () => {
    const other = record('macie2', 'eu-north-1', 'failed', 'An error occurred (ECONNRESET) when calling')
    const global = record('macie2', 'global', 'failed', GONE)
    expect(statuses([...elsewhere, other, global])).toEqual(['none', 'ok', 'failed', 'failed'])
  })
})
