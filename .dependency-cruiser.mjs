// The architecture as sentences: one rule per arrow of docs/architecture.md. Type imports count.
// Run by test/architecture/arrows.test.ts, which also asserts that modules were cruised at all.

/**
 * What each folder under src/ may import besides itself, and why no more.
 * A folder that is missing here fails the tests.
 */
export const layers = {
  model: {
    mayImport: [],
    reason: 'The nouns must be readable and testable before anything that uses them exists.',
  },
  policy: {
    mayImport: ['model'],
    reason: 'What a policy means must not depend on who asks, on what graph it ends up in, or on who is outside.',
  },
  party: {
    mayImport: ['model'],
    reason: 'Who is outside is a question of identifiers, and never of what anyone is allowed to do.',
  },
  connector: {
    mayImport: ['model'],
    reason: 'The door that connectors come through must not show them policies, graphs or questions.',
  },
  graph: {
    mayImport: ['model', 'policy', 'party'],
    reason: 'What follows from facts is decided before, and regardless of, how it is searched or stored.',
  },
  escalation: {
    mayImport: ['model', 'policy', 'party', 'graph'],
    reason: 'Techniques add derived edges to the graph and know nothing of the engine that follows them.',
  },
  engine: {
    mayImport: ['model', 'policy', 'party', 'graph', 'escalation'],
    reason: 'The engine searches a finished graph and must not know where it is kept or how an answer is shown.',
  },
  snapshot: {
    mayImport: ['model', 'policy', 'party', 'graph', 'connector'],
    reason: 'A snapshot keeps what connectors delivered and what followed, and asks no questions of it.',
  },
  query: {
    mayImport: ['model', 'policy', 'party', 'graph'],
    reason: 'The contract of canned queries holds for every backend and so can lean on none.',
  },
  browser: {
    mayImport: ['model', 'graph', 'query'],
    reason: 'What Neo4j Browser loads is text made of the schema and the canned queries, and holds no answer.',
  },
  store: {
    mayImport: ['model', 'policy', 'party', 'graph'],
    reason: 'A database adapter writes and reads the derived graph and computes no access of its own.',
  },
  control: {
    mayImport: ['model', 'policy', 'party', 'graph'],
    reason: 'A control judges rows and facts that are given to it, so that it can be tested without a snapshot.',
  },
  question: {
    mayImport: ['model', 'policy', 'party', 'graph', 'escalation', 'engine', 'snapshot'],
    reason: 'The three questions join a snapshot, the parties and the engine, and leave showing the answer to report.',
  },
  report: {
    mayImport: [
      'model',
      'policy',
      'party',
      'graph',
      'escalation',
      'engine',
      'snapshot',
      'query',
      'store',
      'control',
      'question',
    ],
    reason: 'Renderers get answers and must never need the command line or a connector to show them.',
  },
  cli: {
    mayImport: [
      'model',
      'policy',
      'party',
      'connector',
      'graph',
      'escalation',
      'engine',
      'snapshot',
      'query',
      'browser',
      'store',
      'control',
      'question',
      'report',
    ],
    reason: 'The command line is the only place that knows all the parts.',
  },
}

/** Packages of one vendor and the only folder that may import them. */
const vendorPackages = [
  { name: 'aws-sdk', packages: '@aws-sdk|@smithy|@aws-crypto', only: '^connectors/aws/' },
  {
    name: 'azure-sdk',
    packages: '@azure|@azure-rest|@microsoft/microsoft-graph-client',
    only: '^connectors/azure/',
  },
  {
    name: 'google-sdk',
    packages: '@google-cloud|google-auth-library|google-gax|googleapis|gaxios',
    only: '^connectors/gcp/',
  },
  { name: 'neo4j-driver', packages: 'neo4j-driver[a-z-]*', only: '^src/store/neo4j/' },
]

const arrows = Object.entries(layers).map(([folder, { mayImport, reason }]) => ({
  name: `arrow-${folder}`,
  severity: 'error',
  comment: reason,
  from: { path: `^src/${folder}/` },
  to: {
    path: '^(src|connectors|queries|test|bench|scripts)/',
    pathNot: [
      `^src/(${[folder, ...mayImport].join('|')})/`,
      // The registry of connectors is handed down from the top.
      ...(folder === 'cli' ? ['^connectors/[^/]+/index[.]ts$', '^queries/'] : []),
    ],
  },
}))

const vendors = vendorPackages.map(({ name, packages, only }) => ({
  name: `only-${name}`,
  severity: 'error',
  comment: `Everything but ${only.slice(1)} must run, and be tested, without this vendor's client.`,
  from: { path: '^(src|connectors|queries)/', pathNot: only },
  to: { path: `(^|node_modules/)(${packages})(/|$)` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...arrows,
    ...vendors,
    {
      name: 'arrow-connectors',
      severity: 'error',
      comment: 'A connector fetches and normalizes; if it could see policies or the graph it would begin to decide.',
      from: { path: '^connectors/([^/]+)/' },
      to: {
        path: '^(src|connectors|queries|test|bench|scripts)/',
        pathNot: ['^src/(connector|model)/', '^connectors/$1/'],
      },
    },
    {
      name: 'arrow-queries',
      severity: 'error',
      comment: 'A canned query has a twin on each backend, so it may use the contract, the schema and the engine only.',
      from: { path: '^queries/' },
      to: {
        path: '^(src|connectors|queries|test|bench|scripts)/',
        pathNot: ['^src/(model|query|graph|engine|question)/', '^queries/'],
      },
    },
    {
      name: 'policy-is-pure',
      severity: 'error',
      comment: 'The same policies and request must give the same decision everywhere, so no file, network or process.',
      from: { path: '^src/(model|policy)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Two modules that need each other are one idea in two files, and neither can be read first.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'What cannot be found here will not be found on the machine of a user either.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      comment: 'Development packages are not installed with the product.',
      from: { path: '^(src|connectors|queries)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    // Type imports count: a type is a dependency of the reader as much as of the machine.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.mjs'],
    },
  },
}
