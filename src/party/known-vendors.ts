/** A vendor as its own documentation names it: the AWS accounts from which it enters its customers' accounts. */
export interface KnownVendor {
  name: string
  /** The vendor's own page that states the account ids. */
  source: string
  accounts: readonly string[]
}

/**
 * Well-known vendors, sorted by name. A vendor here is a display name for an account that nobody registered; it never
 * makes a party known, approved or grouped.
 *
 * LIMIT: a few dozen vendors with a page of their own. `parties import` reads longer community lists.
 */
export const KNOWN_VENDORS: readonly KnownVendor[] = [
  {
    name: 'Anyscale',
    source: 'https://docs.anyscale.com/1.0.0/cloud-deployment/aws/manage-clouds/',
    accounts: ['525325868955'],
  },
  {
    name: 'Archera',
    source: 'https://help.archera.ai/en/articles/5611146-what-is-the-archera-aws-account-id',
    accounts: ['967800896805', '202754554539'],
  },
  {
    name: 'Atlassian',
    source: 'https://support.atlassian.com/cloud-automation/docs/configure-aws-sns-for-jira-automation/',
    accounts: ['815843069303'],
  },
  { name: 'Auth0', source: 'https://auth0.com/docs/integrations/aws/sso', accounts: ['951887872838'] },
  { name: 'BigPanda', source: 'https://docs.bigpanda.io/docs/etl-sync', accounts: ['103749124141'] },
  { name: 'Buildkite', source: 'https://buildkite.com/docs/pipelines/managing-log-output', accounts: ['032379705303'] },
  { name: 'Canonical', source: 'https://ubuntu.com/server/docs/cloud-images/amazon-ec2', accounts: ['099720109477'] },
  { name: 'Census', source: 'https://docs.getcensus.com/sources/available-sources/s3', accounts: ['341876425553'] },
  { name: 'ChaosSearch', source: 'https://docs.chaossearch.io/docs/prerequisites', accounts: ['515570774723'] },
  {
    name: 'Cisco Umbrella',
    source: 'https://docs.umbrella.com/umbrella-user-guide/docs/enable-logging-to-your-own-s3-bucket',
    accounts: ['568526795995'],
  },
  {
    name: 'Cloudability',
    source: 'https://developers.cloudability.com/docs/vendor-credentials-end-point',
    accounts: ['165736516723'],
  },
  {
    name: 'CloudCheckr',
    source: 'https://support.cloudcheckr.com/cloudcheckr-api-userguide/cloudcheckr-admin-api-reference-guide/',
    accounts: ['352813966189'],
  },
  { name: 'Cloudflare', source: 'https://developers.cloudflare.com/logs/logpush/aws-s3', accounts: ['391854517948'] },
  {
    name: 'Cloudinary',
    source:
      'https://support.cloudinary.com/hc/en-us/articles/203276521-How-do-I-allow-Cloudinary-to-read-from-my-private-S3-bucket-',
    accounts: ['232482882421'],
  },
  {
    name: 'CloudZero',
    source: 'https://www.cloudzero.com/hubfs/CloudZero%20Configuration%20Guide%20-%20Automated.pdf',
    accounts: ['061190967865'],
  },
  {
    name: 'Common Room',
    source: 'https://www.commonroom.io/docs/signals/product-usage-integrations/s3/',
    accounts: ['322919613312'],
  },
  { name: 'Convox', source: 'https://convox.com/docs/aws-integration', accounts: ['665986001363'] },
  {
    name: 'Datadog',
    source: 'https://docs.datadoghq.com/integrations/guide/aws-manual-setup/',
    accounts: ['464622532012'],
  },
  {
    name: 'Densify',
    source:
      'https://www.densify.com/docs/Content/Data_Collection_for_Public_Cloud_Systems/AWS_Data_Collection_Prerequisites_for_an_IAM_Role.htm',
    accounts: ['036437403198'],
  },
  {
    name: 'DoiT',
    source: 'https://help.doit.com/docs/optimize/flexsave/aws',
    accounts: ['561602220360', '017920819041', '279843869311'],
  },
  {
    name: 'Domo',
    source:
      'https://knowledge.domo.com/Connect/Connecting_to_Data_with_Connectors/Configuring_Each_Connector/Connectors_for_File_Retrieval/Amazon_S3_AssumeRole_Connector',
    accounts: ['339405024189', '010251424122', '687132894031', '622384692065'],
  },
  { name: 'Doppler', source: 'https://docs.doppler.com/docs/aws-iam', accounts: ['299900769157'] },
  {
    name: 'Dynatrace',
    source:
      'https://help.dynatrace.com/monitor-cloud-virtualization-and-hosts/cloud/how-do-i-start-amazon-web-services-monitoring/',
    accounts: ['509560245411'],
  },
  { name: 'env0', source: 'https://docs.env0.com/docs/aws-costs', accounts: ['913128560467'] },
  { name: 'Epsagon', source: 'https://docs.epsagon.com/docs/faq', accounts: ['066549572091'] },
  {
    name: 'Foxpass',
    source: 'https://docs.foxpass.com/docs/access-control-integration-with-amazon-ec2',
    accounts: ['843529240033'],
  },
  {
    name: 'Freshservice',
    source:
      'https://support.freshservice.com/support/solutions/articles/207515-creating-a-role-arn-for-integrating-amazon-web-services-aws-in-freshservice',
    accounts: ['618708667954'],
  },
  {
    name: 'GitLab',
    source:
      'https://docs.gitlab.com/ee/solutions/cloud/aws/gitlab_single_box_on_aws.html#official-gitlab-releases-as-amis',
    accounts: ['855262394183', '956491294349', '782774275127'],
  },
  { name: 'Globus', source: 'https://docs.globus.org/how-to/amazon-aws-s3-endpoints/', accounts: ['328067584297'] },
  {
    name: 'Grafana Cloud',
    source: 'https://grafana.com/docs/grafana-cloud/integrations/integrations/integration-cloudwatch/',
    accounts: ['008923505280'],
  },
  {
    name: 'Hevo',
    source: 'https://docs.hevodata.com/destinations/cloud-storage-based/amazon-s3-destination/',
    accounts: ['393309748692'],
  },
  { name: 'Hightouch', source: 'https://hightouch.com/docs/security/aws', accounts: ['324528010823'] },
  {
    name: 'Hyperproof',
    source: 'https://docs.hyperproof.io/user/en/hypersyncs/connecting-aws/cross-account-role',
    accounts: ['030157059230'],
  },
  {
    name: 'Instaclustr',
    source: 'https://support.instaclustr.com/hc/en-us/articles/226565607-Setting-Up-a-Datacenter-with-EBS-Encryption',
    accounts: ['624537489435'],
  },
  {
    name: 'LaunchDarkly',
    source: 'https://launchdarkly.com/docs/home/flags/segment-config#expand-creating-the-aws-role',
    accounts: ['554582317989'],
  },
  {
    name: 'Mackerel',
    source: 'https://mackerel.io/docs/entry/integrations/aws#:~:text=How%20to%20configure%20an%20IAM%20role',
    accounts: ['217452466226'],
  },
  {
    name: 'Microsoft Cost Management',
    source: 'https://docs.microsoft.com/en-us/azure/cost-management/aws-integration-manage',
    accounts: ['432263259397'],
  },
  {
    name: 'Microsoft Purview',
    source: 'https://learn.microsoft.com/en-us/purview/register-scan-amazon-rds',
    accounts: ['181328463391'],
  },
  {
    name: 'Monte Carlo',
    source: 'https://docs.getmontecarlo.com/docs/create-and-register-an-aws-agent',
    accounts: ['190812797848'],
  },
  {
    name: 'mParticle',
    source: 'https://docs.mparticle.com/guides/data-warehouse-sync/',
    accounts: ['338661164609', '386705975570', '526464060896', '583371261087'],
  },
  {
    name: 'New Relic',
    source:
      'https://docs.newrelic.com/docs/integrations/amazon-integrations/get-started/connect-aws-services-infrastructure',
    accounts: ['754728514883'],
  },
  { name: 'OpsLevel', source: 'https://docs.opslevel.com/docs/infrastructure', accounts: ['746108190720'] },
  { name: 'OX Security', source: 'https://docs.ox.security/making-connections/aws', accounts: ['351456651185'] },
  {
    name: 'Palo Alto Networks Cortex',
    source:
      'https://docs-cortex.paloaltonetworks.com/r/Cortex-XDR/Cortex-XDR-Pro-Administrator-Guide/Create-an-Assumed-Role',
    accounts: ['006742885340'],
  },
  {
    name: 'Postman',
    source:
      'https://learning.postman.com/docs/designing-and-developing-your-api/deploying-an-api/deploying-an-api-aws/',
    accounts: ['258201882842'],
  },
  {
    name: 'Prisma Cloud',
    source:
      'https://docs.paloaltonetworks.com/prisma/prisma-cloud/prisma-cloud-admin/connect-your-cloud-platform-to-prisma-cloud/onboard-aws/manually-set-up-prisma-cloud-role-for-aws',
    accounts: ['188619942792'],
  },
  {
    name: 'Red Canary',
    source:
      'https://help.redcanary.com/hc/en-us/articles/16640944173463-Integrate-Amazon-Web-Services-AWS-with-Red-Canary',
    accounts: ['823104324086'],
  },
  {
    name: 'Red Hat',
    source:
      'https://docs.redhat.com/en/documentation/red_hat_openshift_service_on_aws/4/html/prepare_your_environment/rosa-sts-ocm-role',
    accounts: ['710019948333'],
  },
  {
    name: 'Rockset',
    source: 'https://docs.rockset.com/documentation/docs/customer-managed-encryption-keys',
    accounts: ['216690786812', '318212636800'],
  },
  {
    name: 'RudderStack',
    source: 'https://www.rudderstack.com/docs/destinations/aws-iam-role-for-rudderstack/',
    accounts: ['422074288268'],
  },
  {
    name: 'SailPoint',
    source: 'https://documentation.sailpoint.com/saas/help/ciem/aws/config/config_aws_manual.html#commercial',
    accounts: ['874540850173'],
  },
  {
    name: 'Salesforce',
    source: 'https://help.salesforce.com/s/articleView?id=sf.voice_ac_iam_role.htm&language=en_US&type=5',
    accounts: ['793525387755'],
  },
  { name: 'Scalr', source: 'https://docs.scalr.io/docs/aws', accounts: ['919814621061'] },
  {
    name: 'Segment',
    source: 'https://segment.com/docs/destinations/amazon-s3/',
    accounts: ['107630771604', '595280932656'],
  },
  {
    name: 'Snowplow',
    source: 'https://docs.snowplow.io/docs/get-started/snowplow-bdp/private-managed-cloud/setup-guide-aws/',
    accounts: ['793733611312'],
  },
  {
    name: 'Snyk',
    source: 'https://support.snyk.io/hc/en-us/articles/360004002418-AWS-Lambda-integration',
    accounts: ['198361731867'],
  },
  {
    name: 'Spacelift',
    source: 'https://docs.spacelift.io/integrations/cloud-providers/aws',
    accounts: ['324880187172'],
  },
  {
    name: 'Spot by NetApp',
    source: 'https://docs.spot.io/connect-your-cloud-provider/first-account/aws-manually',
    accounts: ['922761411349'],
  },
  {
    name: 'Starburst',
    source:
      'https://docs.starburst.io/starburst-galaxy/security-and-compliance/manage-cluster-connectivity/private-connections/aws-privatelink-for-rds.html',
    accounts: ['179619298502'],
  },
  {
    name: 'StarTree',
    source: 'https://dev.startree.ai/docs/get-started-with-startree-cloud/byoc/cloud-provider#create-an-iam-role',
    accounts: ['819814149250'],
  },
  {
    name: 'Stitch',
    source: 'https://www.stitchdata.com/docs/destinations/amazon-s3/connecting-an-amazon-s3-data-warehouse-to-stitch',
    accounts: ['218546966473'],
  },
  { name: 'StrongDM', source: 'https://www.strongdm.com/docs/admin/logs/log-stream/', accounts: ['910226215634'] },
  {
    name: 'Sysdig',
    source: 'https://docs.sysdig.com/en/docs/administration/saas-regions-and-ip-ranges/#aws-account-ids',
    accounts: ['761931097553', '263844535661'],
  },
  {
    name: 'Tailscale',
    source: 'https://tailscale.com/kb/1255/log-streaming?tab=amazon+s3',
    accounts: ['891612552178'],
  },
  {
    name: 'Tenable',
    source:
      'https://docs.tenable.com/tenableio/vulnerabilitymanagement/Content/Settings/Connectors_ConfigureAWS_KeylessAutoDiscovery.htm',
    accounts: ['012615275169'],
  },
  { name: 'Tines', source: 'https://www.tines.com/docs/credentials/aws/', accounts: ['857223745291', '825838939522'] },
  {
    name: 'Trend Micro Cloud One',
    source: 'https://cloudone.trendmicro.com/docs/network-security/api-reference/tag/Notifications/',
    accounts: ['737318609257'],
  },
  {
    name: 'Upwind',
    source:
      'https://docs.upwind.io/public/getting-started/connect-cloud-account/aws/v1/organization#run-cloudformation-stackset-template',
    accounts: ['340457201789'],
  },
  {
    name: 'Vanta',
    source: 'https://help.vanta.com/hc/en-us/articles/8451925240980-Connecting-Vanta-AWS-Organization',
    accounts: ['956993596390'],
  },
  { name: 'Workato', source: 'https://docs.workato.com/connectors/s3.html', accounts: ['353360065216'] },
]

const byAccount = new Map(
  KNOWN_VENDORS.flatMap((vendor) => vendor.accounts.map((account) => [account, vendor] as const)),
)

/** The vendor that says an AWS account (12 digits) is its own; null if none of the table does. */
export function vendorOfAccount(account: string): KnownVendor | null {
  return byAccount.get(account) ?? null
}
