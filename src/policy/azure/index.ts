// What it is: what access means in Azure and Entra: roles, conditions, deny assignments, delegations, guests.
// May import: src/model and the rest of src/policy.
// Never does: read files, know parties, decide what is printed.
export { isDataAction } from './data-actions.js'
export { decideAzure } from './decide.js'
export { azureMeaning } from './meaning.js'
export type { AttributeValue, AzureDecideRecord, AzureDecisionRequest } from './record.js'
export { deriveAzure } from './world/derive.js'
