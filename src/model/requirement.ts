/** Who can make a requirement true. */
export type SatisfiedBy = 'caller' | 'identity' | 'network' | 'time' | 'resource' | 'approval' | 'unknown'

/**
 * One thing that must hold before access is real.
 *
 * `key` and `operator` are written as the cloud writes them (`sts:ExternalId`, `StringEquals`);
 * `text` is one sentence for people.
 */
export interface Requirement {
  key: string
  operator: string
  values: string[]
  satisfiedBy: SatisfiedBy
  text: string
}
