import type { Evidence, Json, LayerVerdict, Outcome, Requirement } from '../../model/index.js'

/** How the caller is authenticated when its text alone does not tell. */
export type PrincipalType = 'aws' | 'service' | 'federated' | 'anonymous'

/** One question to the evaluator, as in the `decide` contract. */
export interface DecisionRequest {
  principal: string
  principalType?: PrincipalType
  action: string
  resource: string
  resourceAccount?: string
  context?: { [key: string]: string | string[] }
  /** Keys that are not given stay undecided. */
  contextOpen?: boolean
  /** Keys known to be absent. */
  contextAbsent?: string[]
  /** Keys known to be there, with a value that is not known. */
  contextPresent?: string[]
}

/** The four settings of S3 Block Public Access; an absent one is off. */
export interface PublicAccessBlock {
  BlockPublicAcls?: boolean
  IgnorePublicAcls?: boolean
  BlockPublicPolicy?: boolean
  RestrictPublicBuckets?: boolean
}

/** Policy documents per layer, as parsed JSON. An absent layer does not restrict, an empty list allows nothing. */
export interface PolicyLayers {
  identity?: Json[]
  boundary?: Json[]
  session?: Json[]
  resource?: Json
  endpoint?: Json[]
  /** One inner list per level, organization root first, account last. */
  serviceControl?: Json[][]
  resourceControl?: Json[][]
  publicAccessBlock?: { account?: PublicAccessBlock; bucket?: PublicAccessBlock }
}

export interface AwsDecideRecord {
  id: string
  cloud: 'aws'
  request: DecisionRequest
  policies: PolicyLayers
}

export interface Decision {
  outcome: Outcome
  because: Evidence[]
  deniedBy: Evidence[]
  requires: Requirement[]
  alternatives?: Requirement[][]
  layers: LayerVerdict[]
}
