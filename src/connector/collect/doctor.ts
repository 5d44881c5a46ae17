import type { Cloud } from '../../model/index.js'

/** One thing that `doctor` looked at. `fix` is what to do, null where nothing has to be done. */
export interface DoctorCheck {
  cloud: Cloud | null
  /** What was checked, in a few words: `credentials`, `clock`, `iam:GetAccountAuthorizationDetails`. */
  what: string
  status: 'ok' | 'warning' | 'failed'
  /** What was found: one line. */
  found: string
  fix: string | null
}
