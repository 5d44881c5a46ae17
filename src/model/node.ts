export type Cloud = 'aws' | 'azure' | 'gcp'

/**
 * Anything with an identity. `id` follows the contract (an ARN, `aws:<account>`, a member string...);
 * `type` is the Terraform resource type where there is one, else `aws_account`, `external_party`...;
 * `scope` is the id of the container, null when none is known.
 */
export interface Node {
  id: string
  type: string
  cloud: Cloud | null
  scope: string | null
  name: string
}
