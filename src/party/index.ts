// What it is: who is outside. The registry, known identifiers, and to whom a door of the graph belongs.
// May import: src/model; only load.ts reads files, and loads the YAML parser when it does.
// Never does: read a policy, decide what anyone may do, or drop somebody because the name was not understood.
export { resolveAsked, type AskedNobody, type AskedOptions, type AskedParty } from './asked.js'
export { AWS_OWNED_ACCOUNTS, awsServiceOfAccount, type AwsOwnedAccounts } from './aws-owned-accounts.js'
export {
  identify,
  partiesOfDoor,
  partyDirectory,
  registeredNode,
  type Identified,
  type PartyDirectory,
} from './identify.js'
export { generatedPartyId, identityId, parseIdentifier, type Identifier } from './identifier.js'
export { importKnownAccounts, type KnownAccountsImport } from './import-list.js'
export { KNOWN_VENDORS, vendorOfAccount, type KnownVendor } from './known-vendors.js'
export { listParties, type ListedParty, type NamedDoor } from './list.js'
export { loadKnownAccounts, loadRegistry, parseRegistry } from './load.js'
export { ownIdentities, type DetectedOwn, type Own } from './own.js'
export {
  emptyRegistry,
  PARTY_KINDS,
  readRegistry,
  type OwnDeclaration,
  type OidcIdentifier,
  type Party,
  type PartyAllowance,
  type PartyIdentifiers,
  type PartyKind,
  type PartyRegistry,
  type PartyRequirements,
} from './registry.js'
export { suggestParties, type UnknownDoor } from './suggest.js'
