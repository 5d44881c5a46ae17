// What it is: the registry of canned queries, one line each, in the order in which they are listed.
// May import: the query of each folder here; src/query.
// Never does: run one.
import type { CannedQuery } from '../src/query/index.js'
import { administrators } from './administrators/query.js'
import { becomes } from './becomes/query.js'
import { beyondAllowance } from './beyond-allowance/query.js'
import { chokepointPrincipals } from './chokepoint-principals/query.js'
import { coverageGaps } from './coverage-gaps/query.js'
import { cutPrincipal } from './cut-principal/query.js'
import { dataReach } from './data-reach/query.js'
import { dataWriters } from './data-writers/query.js'
import { doorsWithoutConditions } from './doors-without-conditions/query.js'
import { endedContracts } from './ended-contracts/query.js'
import { entries } from './entries/query.js'
import { everybodyDoors } from './everybody-doors/query.js'
import { everybodyReach } from './everybody-reach/query.js'
import { gapsOnReached } from './gaps-on-reached/query.js'
import { grantsToCut } from './grants-to-cut/query.js'
import { issuerSpread } from './issuer-spread/query.js'
import { issuerWithoutSubject } from './issuer-without-subject/query.js'
import { longChains } from './long-chains/query.js'
import { longSessions } from './long-sessions/query.js'
import { missingConditions } from './missing-conditions/query.js'
import { outsideDoors } from './outside-doors/query.js'
import { outsideHeldUsers } from './outside-held-users/query.js'
import { overdueReviews } from './overdue-reviews/query.js'
import { partiesInSeveralClouds } from './parties-in-several-clouds/query.js'
import { partiesInSeveralScopes } from './parties-in-several-scopes/query.js'
import { partiesWithoutOwner } from './parties-without-owner/query.js'
import { partyReach } from './party-reach/query.js'
import { partyRoutes } from './party-routes/query.js'
import { partySummary } from './party-summary/query.js'
import { permissionChangers } from './permission-changers/query.js'
import { privilegeLadders } from './privilege-ladders/query.js'
import { resourceReach } from './resource-reach/query.js'
import { routesThrough } from './routes-through/query.js'
import { routesWithin } from './routes-within/query.js'
import { scopesReached } from './scopes-reached/query.js'
import { sharedDoors } from './shared-doors/query.js'
import { shortestRoute } from './shortest-route/query.js'
import { singleEntryParties } from './single-entry-parties/query.js'
import { trustWithoutExternalId } from './trust-without-external-id/query.js'
import { trustsToCut } from './trusts-to-cut/query.js'
import { unknownAccess } from './unknown-access/query.js'
import { unreadScopes } from './unread-scopes/query.js'
import { unregisteredParties } from './unregistered-parties/query.js'
import { unusedDoors } from './unused-doors/query.js'
import { whoBecomes } from './who-becomes/query.js'
import { wholeAccountTrust } from './whole-account-trust/query.js'
import { wildcardGrants } from './wildcard-grants/query.js'

const LISTED: readonly CannedQuery[] = [
  partyReach,
  resourceReach,
  dataReach,
  everybodyReach,
  entries,
  scopesReached,
  partySummary,
  outsideDoors,
  trustWithoutExternalId,
  everybodyDoors,
  issuerWithoutSubject,
  wholeAccountTrust,
  doorsWithoutConditions,
  outsideHeldUsers,
  shortestRoute,
  routesWithin,
  routesThrough,
  partyRoutes,
  becomes,
  whoBecomes,
  longChains,
  chokepointPrincipals,
  grantsToCut,
  trustsToCut,
  cutPrincipal,
  singleEntryParties,
  administrators,
  beyondAllowance,
  dataWriters,
  permissionChangers,
  privilegeLadders,
  wildcardGrants,
  unusedDoors,
  unregisteredParties,
  endedContracts,
  overdueReviews,
  partiesWithoutOwner,
  missingConditions,
  longSessions,
  coverageGaps,
  unknownAccess,
  unreadScopes,
  gapsOnReached,
  partiesInSeveralClouds,
  partiesInSeveralScopes,
  sharedDoors,
  issuerSpread,
]

/** Every canned query by its id. */
export const QUERIES: ReadonlyMap<string, CannedQuery> = new Map(LISTED.map((query) => [query.id, query]))
