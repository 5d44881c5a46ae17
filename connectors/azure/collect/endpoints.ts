import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import { UserError } from '../../../src/model/index.js'
import type { AzureCollectOptions } from './options.js'

/** One service: where requests go, where its own links lead, and for whom tokens are. */
export interface Endpoint {
  /** Origin that is called (`https://management.azure.com`). */
  url: string
  /** The origin under which the service names itself, which is another one where it is reached through a private one. */
  own: string
  /** Scope of the tokens (`https://management.azure.com/.default`). */
  tokenScope: string
}

export interface Endpoints {
  management: Endpoint
  graph: Endpoint
  authority: string
  /** Is the authority one of those that are known everywhere? Only these can be looked up. */
  isKnownAuthority: boolean
}

/** @see https://learn.microsoft.com/en-us/graph/deployments */
const CLOUDS: ReadonlyMap<string, { management: string; graph: string; authority: string }> = new Map([
  [
    'AzureCloud',
    {
      management: 'https://management.azure.com',
      graph: 'https://graph.microsoft.com',
      authority: 'https://login.microsoftonline.com',
    },
  ],
  [
    'AzureChinaCloud',
    {
      management: 'https://management.chinacloudapi.cn',
      graph: 'https://microsoftgraph.chinacloudapi.cn',
      authority: 'https://login.chinacloudapi.cn',
    },
  ],
  [
    'AzureUSGovernment',
    {
      management: 'https://management.usgovcloudapi.net',
      graph: 'https://graph.microsoft.us',
      authority: 'https://login.microsoftonline.us',
    },
  ],
])

/**
 * The services of a cloud; `INROADS_AZURE_MANAGEMENT_ENDPOINT`, `INROADS_AZURE_GRAPH_ENDPOINT` and
 * `AZURE_AUTHORITY_HOST` put others in their place (private endpoints).
 *
 * @throws UserError for a cloud that is not known, or an address that is no https origin
 */
export function endpointsOf({ azureCloud, env }: Pick<AzureCollectOptions, 'azureCloud' | 'env'>): Endpoints {
  const known = [...CLOUDS].find(([name]) => name.toLowerCase() === azureCloud.toLowerCase())?.[1]
  if (known === undefined)
    throw new UserError(`there is no cloud \`${azureCloud}\``, `one of ${[...CLOUDS.keys()].join(', ')}`)
  const endpoint = (own: string, variable: string): Endpoint => ({
    url: originOf(env[variable], variable) ?? own,
    own,
    tokenScope: `${own}/.default`,
  })
  const authority = originOf(env['AZURE_AUTHORITY_HOST'], 'AZURE_AUTHORITY_HOST') ?? known.authority
  return {
    management: endpoint(known.management, 'INROADS_AZURE_MANAGEMENT_ENDPOINT'),
    graph: endpoint(known.graph, 'INROADS_AZURE_GRAPH_ENDPOINT'),
    authority,
    isKnownAuthority: [...CLOUDS.values()].some((cloud) => cloud.authority === authority),
  }
}

function originOf(text: string | undefined, variable: string): string | null {
  if (text === undefined || text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'https:')
    throw new UserError(`\`${variable}\` is no address of a server that is reached by https: \`${text.slice(0, 200)}\``)
  return url.origin
}

/**
 * Certificates to trust beyond Node's own. Node reads `NODE_EXTRA_CA_CERTS` when it starts; for an environment that was
 * given in another way (a configuration file) the same is done here.
 */
export function trusted(env: AzureCollectOptions['env']): { ca: string[] } | null {
  const file = env['NODE_EXTRA_CA_CERTS']
  if (file === undefined || file === '' || file === process.env['NODE_EXTRA_CA_CERTS']) return null
  try {
    return { ca: [...rootCertificates, readFileSync(file, 'utf8')] }
  } catch (error) {
    throw new UserError(
      `the certificates of \`NODE_EXTRA_CA_CERTS\` cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
