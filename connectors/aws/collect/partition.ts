import { partitionOfRegion } from '../arn.js'

/** A partition of AWS: what is asked of none of its Regions is asked in the main one. */
interface Partition {
  mainRegion: string
  /** Regions that every account has without opting in. */
  regions: readonly string[]
}

/** @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
const PARTITIONS: Readonly<Record<string, Partition>> = {
  aws: {
    mainRegion: 'us-east-1',
    regions: [
      ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
      ...['ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1'],
      ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
    ],
  },
  'aws-cn': { mainRegion: 'cn-north-1', regions: ['cn-north-1', 'cn-northwest-1'] },
  'aws-us-gov': { mainRegion: 'us-gov-west-1', regions: ['us-gov-east-1', 'us-gov-west-1'] },
}

/** Where a global service answers that is not at home in its partition's main Region; the SDK places the others. */
const OTHER_HOMES: Readonly<Record<string, string>> = { 'networkmanager aws': 'us-west-2' }

export function mainRegion(partition: string): string {
  return PARTITIONS[partition]?.mainRegion ?? 'us-east-1'
}

/** The Region that a call without a Region of its own is sent to. */
export function homeRegion(service: string, partition: string): string {
  return OTHER_HOMES[`${service} ${partition}`] ?? mainRegion(partition)
}

export function defaultRegions(partition: string): readonly string[] {
  return PARTITIONS[partition]?.regions ?? []
}

export function isInPartition(region: string, partition: string): boolean {
  return partitionOfRegion(region) === partition
}
