export * from './contract.js'
export * from './doctor.js'
