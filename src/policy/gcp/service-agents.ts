/**
 * Domains of Google's own service agents beside `gcp-sa-*`: an address `service-<project number>@<name>.iam...`.
 *
 * @see https://cloud.google.com/iam/docs/service-agents
 */
const AGENT_DOMAINS: ReadonlySet<string> = new Set([
  'bigquery-encryption',
  'bigquery-consp',
  'cloud-filer',
  'cloud-memcache-sa',
  'cloud-ml.google.com',
  'cloud-redis',
  'cloud-tpu',
  'cloudcomposer-accounts',
  'cloud-cdn-fill',
  'compute-system',
  'container-analysis',
  'container-engine-robot',
  'containerregistry',
  'dataflow-service-producer-prod',
  'dataproc-accounts',
  'endpoints-portal',
  'firebase-rules',
  'firebase-sa-management',
  'gae-api-prod.google.com',
  'gae-api-prod.google.com.google',
  'gcf-admin-robot',
  'gs-project-accounts',
  'remotebuildexecution',
  'security-center-api',
  'serverless-robot-prod',
  'service-consumer-management',
  'service-networking',
  'serviceconsumermanagement',
  'servicenetworking',
  'trifacta-gcloud-prod',
])

/** Hosts on which only Google has accounts. */
const GOOGLE_HOSTS: ReadonlySet<string> = new Set([
  'cloudservices.gserviceaccount.com',
  'system.gserviceaccount.com',
  'firebase-sa-management.iam.gserviceaccount.com',
  'cloudcomposer-accounts.iam.gserviceaccount.com',
  'genomics-api.google.com.iam.gserviceaccount.com',
])

const SUFFIX = '.iam.gserviceaccount.com'

/**
 * Is it an account by which a service of Google acts in a project, rather than one that people make? Agents are no party,
 * whatever project they serve.
 *
 * LIMIT: the default account of Cloud Build (`<number>@cloudbuild...`) is none: whoever owns that project runs code as it.
 *
 * @see https://cloud.google.com/iam/docs/service-account-types#service-agents
 */
export function isServiceAgent(mail: string): boolean {
  const at = mail.lastIndexOf('@')
  const [name, host] = [mail.slice(0, at), mail.slice(at + 1)]
  if (GOOGLE_HOSTS.has(host) || host.endsWith('.system.gserviceaccount.com')) return true
  if (host === 'google.com' && name.endsWith('-analytics') && name === 'cloud-storage-analytics') return true
  if (!host.endsWith(SUFFIX)) return false
  const domain = host.slice(0, -SUFFIX.length)
  if (domain.startsWith('gcp-sa-') || domain === 'gs-project-accounts') return true
  return AGENT_DOMAINS.has(domain) && /^(?:service-|project-|p)?(?:org-|folder-)?\d+(?:-|$)|^service-/.test(name)
}
