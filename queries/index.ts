// What it is: the registry of canned queries, one line each, in the order in which they are listed.
// May import: the query of each folder here; src/query.
// Never does: run one.
import type { CannedQuery } from '../src/query/index.js'
import { accessByApproval } from './access-by-approval/query.js'
import { accessWithoutBecoming } from './access-without-becoming/query.js'
import { administrators } from './administrators/query.js'
import { becomes } from './becomes/query.js'
import { beyondAllowance } from './beyond-allowance/query.js'
import { chokepointPrincipals } from './chokepoint-principals/query.js'
import { coverageGaps } from './coverage-gaps/query.js'
import { crossCloudHops } from './cross-cloud-hops/query.js'
import { crossCloudReach } from './cross-cloud-reach/query.js'
import { cutPrincipal } from './cut-principal/query.js'
import { dataGrantedDirectly } from './data-granted-directly/query.js'
import { dataReach } from './data-reach/query.js'
import { dataWriters } from './data-writers/query.js'
import { directoryGuests } from './directory-guests/query.js'
import { doorsByKind } from './doors-by-kind/query.js'
import { doorsWithoutConditions } from './doors-without-conditions/query.js'
import { endedContracts } from './ended-contracts/query.js'
import { entries } from './entries/query.js'
import { everybodyDoors } from './everybody-doors/query.js'
import { everybodyReach } from './everybody-reach/query.js'
import { federatedOutsiders } from './federated-outsiders/query.js'
import { gapsOnReached } from './gaps-on-reached/query.js'
import { grantsToCut } from './grants-to-cut/query.js'
import { groupsWithOutsiders } from './groups-with-outsiders/query.js'
import { guestsWithPrivilege } from './guests-with-privilege/query.js'
import { impersonationChains } from './impersonation-chains/query.js'
import { issuerSpread } from './issuer-spread/query.js'
import { issuerWithoutSubject } from './issuer-without-subject/query.js'
import { lighthouseDelegations } from './lighthouse-delegations/query.js'
import { longChains } from './long-chains/query.js'
import { longSessions } from './long-sessions/query.js'
import { missingConditions } from './missing-conditions/query.js'
import { openToAnyAccount } from './open-to-any-account/query.js'
import { outsideApplications } from './outside-applications/query.js'
import { outsideDoors } from './outside-doors/query.js'
import { outsideHeldUsers } from './outside-held-users/query.js'
import { outsideKeyUse } from './outside-key-use/query.js'
import { outsideServiceAccounts } from './outside-service-accounts/query.js'
import { overdueReviews } from './overdue-reviews/query.js'
import { ownedByOutsiders } from './owned-by-outsiders/query.js'
import { partiesByCloud } from './parties-by-cloud/query.js'
import { partiesInSeveralClouds } from './parties-in-several-clouds/query.js'
import { partiesInSeveralScopes } from './parties-in-several-scopes/query.js'
import { partiesWithoutOwner } from './parties-without-owner/query.js'
import { partyAcrossClouds } from './party-across-clouds/query.js'
import { partyReach } from './party-reach/query.js'
import { partyRoutes } from './party-routes/query.js'
import { partySummary } from './party-summary/query.js'
import { pendingAcceptance } from './pending-acceptance/query.js'
import { perimeterGates } from './perimeter-gates/query.js'
import { permissionChangers } from './permission-changers/query.js'
import { poolsWithoutCondition } from './pools-without-condition/query.js'
import { privilegeLadders } from './privilege-ladders/query.js'
import { publicDataByDoor } from './public-data-by-door/query.js'
import { repositoryInSeveralClouds } from './repository-in-several-clouds/query.js'
import { resourceReach } from './resource-reach/query.js'
import { routesThrough } from './routes-through/query.js'
import { routesWithin } from './routes-within/query.js'
import { scopesReached } from './scopes-reached/query.js'
import { sharedCopies } from './shared-copies/query.js'
import { sharedDoors } from './shared-doors/query.js'
import { shortestRoute } from './shortest-route/query.js'
import { singleEntryParties } from './single-entry-parties/query.js'
import { trustWithoutExternalId } from './trust-without-external-id/query.js'
import { trustsToCut } from './trusts-to-cut/query.js'
import { unknownAccess } from './unknown-access/query.js'
import { unknownRoles } from './unknown-roles/query.js'
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
  publicDataByDoor,
  doorsByKind,
  accessWithoutBecoming,
  dataGrantedDirectly,
  sharedCopies,
  outsideKeyUse,
  lighthouseDelegations,
  outsideServiceAccounts,
  outsideDoors,
  trustWithoutExternalId,
  everybodyDoors,
  issuerWithoutSubject,
  wholeAccountTrust,
  doorsWithoutConditions,
  outsideHeldUsers,
  openToAnyAccount,
  federatedOutsiders,
  poolsWithoutCondition,
  perimeterGates,
  shortestRoute,
  routesWithin,
  routesThrough,
  partyRoutes,
  becomes,
  whoBecomes,
  longChains,
  impersonationChains,
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
  guestsWithPrivilege,
  outsideApplications,
  ownedByOutsiders,
  unregisteredParties,
  endedContracts,
  overdueReviews,
  partiesWithoutOwner,
  missingConditions,
  longSessions,
  directoryGuests,
  groupsWithOutsiders,
  accessByApproval,
  pendingAcceptance,
  coverageGaps,
  unknownAccess,
  unreadScopes,
  gapsOnReached,
  unknownRoles,
  partiesInSeveralClouds,
  partiesInSeveralScopes,
  sharedDoors,
  issuerSpread,
  partiesByCloud,
  partyAcrossClouds,
  crossCloudHops,
  crossCloudReach,
  repositoryInSeveralClouds,
]

/** Every canned query by its id. */
export const QUERIES: ReadonlyMap<string, CannedQuery> = new Map(LISTED.map((query) => [query.id, query]))
