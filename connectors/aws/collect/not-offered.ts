import type { FoundRecord } from '../../../src/connector/index.js'

/**
 * The records with those that failed because a service is not offered in a Region as "asked, and there is none".
 *
 * A service is not offered where the name of its endpoint does not exist (`ENOTFOUND`), while it answered in another
 * Region, others answered in this one, and it never answered in this one, whoever asked.
 *
 * LIMIT: a name server that hides the endpoint of one service in one Region looks the same.
 */
export function notOffered(records: readonly FoundRecord[]): FoundRecord[] {
  const regionsOf = new Map<string, Set<string>>()
  const servicesIn = new Map<string, Set<string>>()
  for (const { service, region, status } of records) {
    if (status === 'failed' || region === 'global') continue
    put(regionsOf, service, region)
    put(servicesIn, region, service)
  }
  const isOffered = (service: string, region: string): boolean => {
    const [regions, services] = [regionsOf.get(service), servicesIn.get(region)]
    return regions === undefined || services === undefined || regions.has(region)
  }
  return records.map((record) =>
    isUnknownHost(record) && !isOffered(record.service, record.region)
      ? { ...record, status: 'none', message: `\`${record.service}\` is not offered in \`${record.region}\`` }
      : record,
  )
}

function isUnknownHost({ status, region, message }: FoundRecord): boolean {
  return status === 'failed' && region !== 'global' && message?.includes('(ENOTFOUND)') === true
}

function put(into: Map<string, Set<string>>, key: string, value: string): void {
  const set = into.get(key)
  if (set === undefined) into.set(key, new Set([value]))
  else set.add(value)
}
