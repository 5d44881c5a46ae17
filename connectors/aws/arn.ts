export interface Arn {
  partition: string
  service: string
  region: string
  account: string
  /** Everything behind the fifth colon. */
  resource: string
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function parseArn(text: string): Arn | null {
  const parts = text.split(':')
  const [scheme, partition = '', service = '', region = '', account = '', ...resource] = parts
  if (scheme !== 'arn' || resource.length === 0 || partition === '' || service === '') return null
  return { partition, service, region, account, resource: resource.join(':') }
}

export function isAccountId(text: string): boolean {
  return /^[0-9]{12}$/.test(text)
}

/** The account that an ARN names; null where it names none (`arn:aws:iam::aws:policy/...`, `arn:aws:s3:::bucket`). */
export function accountOf(arn: string): string | null {
  const account = parseArn(arn)?.account ?? ''
  return isAccountId(account) ? account : null
}

/** What stands behind the last slash. */
export function lastName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}

/** Node id of an account, organizational unit, root or organization. */
export function scopeId(id: string): string {
  return `aws:${id}`
}

/** The partition that a Region belongs to. */
export function partitionOfRegion(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  if (region.startsWith('us-gov-')) return 'aws-us-gov'
  return 'aws'
}
