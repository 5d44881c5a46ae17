/**
 * Domains of Google's own service agents beside `gcp-sa-*`: the name before `.iam.gserviceaccount.com`. From Google's
 * page of service agents, as a stored copy without date said, read on 2026-11-22. Beside it: `cloud-ml.google.com`,
 * `gae-api-prod.google.com`, `genomics-api.google.com`, `endpoints-portal` and `sourcerepo-service-accounts`, as a list
 * of Google's has them (`modules/project/service-agents.yaml` 7b1a3ba of GoogleCloudPlatform/cloud-foundation-fabric),
 * and `cloud-cdn-fill`, as a guide of Google's has it (`tutorials/securing-gcs-static-website` 2ca919c of
 * GoogleCloudPlatform/community).
 *
 * @see https://docs.cloud.google.com/iam/docs/service-agents
 */
const AGENT_DOMAINS: ReadonlySet<string> = new Set([
  'bigquery-encryption',
  'cloud-cdn-fill',
  'cloud-filer',
  'cloud-memcache-sa',
  'cloud-ml.google.com',
  'cloud-redis',
  'cloud-tpu',
  'cloudcomposer-accounts',
  'compute-system',
  'container-analysis',
  'container-engine-robot',
  'containerregistry',
  'dataflow-service-producer-prod',
  'dataproc-accounts',
  'dlp-api',
  'endpoints-portal',
  'firebase-rules',
  'gae-api-prod.google.com',
  'gcf-admin-robot',
  'gcp-gae-service',
  'gcp-ri-aiplatform',
  'gcp-ri-contactcenterinsights',
  'gcp-ri-identitypool',
  'genomics-api.google.com',
  'gs-project-accounts',
  'remotebuildexecution',
  'security-center-api',
  'serverless-robot-prod',
  'service-consumer-management',
  'service-networking',
  'sourcerepo-service-accounts',
  'storage-transfer-service',
])

/**
 * Hosts on which only Google has accounts: those of the Google APIs service agent and the service agent manager of the
 * page above, and of an account that Firebase no longer adds.
 *
 * @see https://firebase.google.com/support/guides/service-accounts
 */
const GOOGLE_HOSTS: ReadonlySet<string> = new Set([
  'cloudservices.gserviceaccount.com',
  'system.gserviceaccount.com',
  'firebase-sa-management.iam.gserviceaccount.com',
])

const SUFFIX = '.iam.gserviceaccount.com'

/**
 * The group by which Cloud Storage delivers usage logs.
 *
 * @see https://docs.cloud.google.com/storage/docs/access-logs
 */
const STORAGE_LOGS = 'cloud-storage-analytics@google.com'

/**
 * Is it an account by which a service of Google acts in a project, rather than one that people make? Agents are no
 * party, whatever project they serve.
 *
 * LIMIT: the default account of Cloud Build (`<number>@cloudbuild...`) is none: whoever owns that project runs code as
 * it.
 *
 * @see https://cloud.google.com/iam/docs/service-account-types#service-agents
 */
export function isServiceAgent(mail: string): boolean {
  const at = mail.lastIndexOf('@')
  const [name, host] = [mail.slice(0, at), mail.slice(at + 1)]
  if (GOOGLE_HOSTS.has(host) || mail === STORAGE_LOGS) return true
  if (!host.endsWith(SUFFIX)) return false
  const domain = host.slice(0, -SUFFIX.length)
  if (domain.startsWith('gcp-sa-') || domain === 'gs-project-accounts') return true
  return AGENT_DOMAINS.has(domain) && /^(?:service-|project-|bq-|p)?(?:org-|folder-)?\d+(?:-|$)|^service-/.test(name)
}
