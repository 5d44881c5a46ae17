/**
 * What an evaluation can say.
 *
 * - `allowed`: holds without any "if".
 * - `conditional`: holds if the listed requirements are met.
 * - `denied`: proven not to hold.
 * - `unknown`: depends on something that could not be read.
 */
export type Outcome = 'allowed' | 'conditional' | 'denied' | 'unknown'

export const OUTCOMES: readonly Outcome[] = ['allowed', 'conditional', 'denied', 'unknown']
