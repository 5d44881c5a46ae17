import type { Cloud } from './node.js'

/** Why something was not seen. */
export type GapReason = 'denied' | 'throttled' | 'failed' | 'not-collected' | 'not-modelled'

/** One thing that could not be seen: which call, where, and why. Names follow the vendor's API. */
export interface Gap {
  cloud: Cloud
  scope: string
  region: string
  service: string
  call: string
  reason: GapReason
  message: string
}
