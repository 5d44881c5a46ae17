// The hand-made answer of examples/northwind/README.md. A line here changes only together with a line there.

export const MANAGEMENT = '210987654321'
export const SECURITY = '321098765432'
export const PRODUCTION = '432109876543'
export const DATA = '543210987654'
export const SANDBOX = '654321098765'
export const PUBLIC = '765432109876'
export const EVERYBODY = ['public', 'authenticated:aws']

export const ID = 'sts:ExternalId'
const REGION = 'aws:RequestedRegion'
const AUDIENCE = 'accounts.google.com:oaud'
const MFA = 'aws:MultiFactorAuthAge, aws:MultiFactorAuthPresent'
export const GITHUB = 'oidc:https://token.actions.githubusercontent.com#*'
const STORES = 'azure:northwind-stores'
const SANDBOX_BUILDER = 'AWSReservedSSO_SandboxBuilder_2f3e4d5c6b7a8091'
const FINANCE_REVIEW = 'AWSReservedSSO_FinanceReview_1f2e3d4c5b6a7980'
const SHIPYARD_POOL = 'pool:builds/attribute.repository/shipyard-labs/northwind-storefront'
/** By the SHA-256 digest of its certificate. */
export const AUTHORITY = 'authority:596085b8b3c415cf5fab34b1be2e94f78f3c0ebfaeac36f49f3023793901b1c9'

const serviceAccount = (name: string): string => `serviceAccount:${name}@nw-web.iam.gserviceaccount.com`

/** What everybody on GitHub has, and with it every party that comes from there. */
const ANY_WORKFLOW = [
  'LegacyImagePublisher > [LegacyImagePublisher]: allowed',
  `LegacyImagePublisher > arn:aws:ecr:us-east-1:${PRODUCTION}:repository/storefront/*: allowed`,
  `LegacyImagePublisher > aws:${PRODUCTION}: conditional (${REGION})`,
  `pool:builds-2022/* > [${serviceAccount('image-push')}]: allowed`,
  'pool:builds-2022/* > gs:nw-legacy-images: allowed',
  `pool:builds-2022/* > ${serviceAccount('image-push')}: allowed`,
]

/**
 * More than AWS gives: the statements ask for a URL without authentication, and the one that the function has asks for
 * a signature. Delete this when inroads knows it of our own principals, as it does of outsiders.
 */
function callback(entry: string, before: string, after = ''): string[] {
  return ['lambda:FunctionUrlAuthType', 'lambda:InvokedViaFunctionUrl'].map(
    (key) =>
      `${entry} > arn:aws:lambda:us-east-1:${PUBLIC}:function:loyalty-callback: conditional (${before}${key}${after})`,
  )
}

/** Every row of `reach --all`, as `entry > target: outcome (keys of what it asks for)`, by party. */
export const REACH: Record<string, string[]> = {
  'authenticated:aws': [
    `PartnerCatalogSync > [CatalogForecast]: conditional (${AUDIENCE}, ${ID})`,
    `PartnerCatalogSync > [PartnerCatalogSync]: conditional (${ID})`,
    `PartnerCatalogSync > [${serviceAccount('catalog-mirror')}]: conditional (${ID})`,
    `PartnerCatalogSync > gs:nw-catalog-mirror: conditional (${ID})`,
    `PartnerCatalogSync > s3:northwind-analytics-lake/aggregates/*: conditional (${AUDIENCE}, ${ID})`,
    `PartnerCatalogSync > s3:northwind-sandbox-catalog/*: conditional (${ID})`,
    `PartnerCatalogSync > s3:northwind-sandbox-catalog: conditional (${ID})`,
    `PartnerCatalogSync > ${serviceAccount('catalog-mirror')}: conditional (${ID})`,
    `authenticated:aws > arn:aws:ec2:us-east-1:${PUBLIC}:vpc-endpoint-service/vpce-svc-0c01dba4c0a30002: allowed`,
    'authenticated:aws > arn:aws:ec2:us-east-1::image/ami-0c01dba4c0a20002: allowed',
    'authenticated:aws > arn:aws:ec2:us-east-1::snapshot/snap-0c01dba4c0a10003: allowed',
    `authenticated:aws > arn:aws:ecr:us-east-1:${PUBLIC}:repository/tools/base: allowed`,
    `authenticated:aws > arn:aws:execute-api:us-east-1:${PUBLIC}:r6e7t8u9r0/*/GET/labels: allowed`,
    `authenticated:aws > arn:aws:lambda:us-east-1:${PUBLIC}:function:returns-webhook: allowed`,
    `authenticated:aws > arn:aws:sns:us-east-1:${PUBLIC}:store-alerts: allowed`,
    `authenticated:aws > arn:aws:sqs:us-east-1:${PUBLIC}:supplier-inbox: allowed`,
    `authenticated:aws > arn:aws:ssm:us-east-1:${PUBLIC}:document/join-domain: allowed`,
    'authenticated:aws > s3:northwind-abuse-reports/*: allowed',
    'authenticated:aws > s3:northwind-abuse-reports: allowed',
    'authenticated:aws > s3:northwind-advisories/*: allowed',
  ],
  [AUTHORITY]: [
    'KestrelEdgeNode > [KestrelEdgeNode]: conditional (aws:PrincipalTag/x509Subject/OU)',
    `KestrelEdgeNode > s3:northwind-storefront-assets/*: conditional (aws:PrincipalTag/x509Subject/OU, ${REGION})`,
  ],
  'aws:887766554433': [
    'aws:887766554433 > arn:aws:ec2:us-east-1::snapshot/snap-0c01dba4c0a10002: allowed',
    'dr-0a1b2c3d4e5f6003 > [dr-0a1b2c3d4e5f6003]: conditional (acceptance)',
    `dr-0a1b2c3d4e5f6003 > aws:${SECURITY}: conditional (acceptance)`,
    'tmp-migration-2023 > [tmp-migration-2023]: allowed',
    `tmp-migration-2023 > aws:${PRODUCTION}: allowed`,
    `tmp-migration-2023 > aws:${PRODUCTION}: conditional (${REGION})`,
  ],
  'aws:956993596390': [
    'dr-0a1b2c3d4e5f6001 > [dr-0a1b2c3d4e5f6001]: allowed',
    `dr-0a1b2c3d4e5f6001 > aws:${SECURITY}: allowed`,
    `vanta-auditor > [vanta-auditor]: conditional (${ID})`,
    `vanta-auditor > aws:${SECURITY}: conditional (${ID})`,
  ],
  brandt: [
    `BrandtDatabaseSupport > [BrandtDatabaseSupport]: conditional (${MFA})`,
    `BrandtDatabaseSupport > arn:aws:pi:us-east-1:${DATA}:metrics/rds/*: conditional (${MFA})`,
    `BrandtDatabaseSupport > arn:aws:rds:us-east-1:${DATA}:db:orders-*: conditional (${MFA})`,
    `aws:667788990011 > arn:aws:kms:us-east-1:${DATA}:key/c9b8a7d6-5e4f-4321-8a9b-0c1d2e3f4a05: allowed`,
    `aws:667788990011 > arn:aws:rds:us-east-1:${DATA}:cluster:orders: allowed`,
    `aws:667788990011 > arn:aws:rds:us-east-1:${DATA}:snapshot:orders-before-upgrade: allowed`,
    'user:lea@brandt.example > gcp:projects/nw-forecast: conditional (approval)',
  ],
  brightpixel: [
    'Brightpixel Campaigns > [Brightpixel Campaigns]: allowed',
    `Brightpixel Campaigns > ${STORES}/resourceGroups/rg-loyalty/vaults/nw-loyalty-keys: allowed`,
    `Brightpixel Campaigns > ${STORES}/resourceGroups/rg-loyalty: allowed`,
    `Brightpixel Campaigns > ${STORES}/resourceGroups/rg-managed-backup: allowed`,
    'Tom Reyes > [Tom Reyes]: allowed',
    `Tom Reyes > ${STORES}/resourceGroups/rg-stores: allowed`,
  ],
  coldharbor: [
    `ColdharborBackup > [ColdharborBackup]: conditional (${ID})`,
    `ColdharborBackup > [ColdharborVaultWriter]: conditional (${ID})`,
    `ColdharborBackup > [${serviceAccount('archive')}]: conditional (${ID})`,
    `ColdharborBackup > aws:${PRODUCTION}: conditional (${REGION}, ${ID})`,
    `ColdharborBackup > gs:nw-archive: conditional (${ID})`,
    `ColdharborBackup > s3:northwind-backup-vault/*: conditional (${ID})`,
    `ColdharborBackup > s3:northwind-customer-records/*: conditional (${ID})`,
    `ColdharborBackup > s3:northwind-customer-records: conditional (${ID})`,
    `ColdharborBackup > ${serviceAccount('archive')}: conditional (${ID})`,
    'aws:889900112233 > arn:aws:ec2:us-east-1::snapshot/snap-0c01dba4c0a10001: allowed',
    `aws:889900112233 > arn:aws:kms:us-east-1:${PRODUCTION}:key/5d1f0c3a-2b7e-4e61-9a10-3f6f1b2c7d01: allowed`,
  ],
  copperline: [
    `CopperlinePilot > [CatalogForecast]: conditional (${AUDIENCE}, ${ID}, ${ID})`,
    `CopperlinePilot > [CopperlinePilot]: conditional (${ID})`,
    `CopperlinePilot > [PartnerCatalogSync]: conditional (${ID}, ${ID})`,
    `CopperlinePilot > [${serviceAccount('catalog-mirror')}]: conditional (${ID}, ${ID})`,
    `CopperlinePilot > gs:nw-catalog-mirror: conditional (${ID}, ${ID})`,
    `CopperlinePilot > s3:northwind-analytics-lake/aggregates/*: conditional (${AUDIENCE}, ${ID}, ${ID})`,
    `CopperlinePilot > s3:northwind-sandbox-catalog/*: conditional (${ID}, ${ID})`,
    `CopperlinePilot > s3:northwind-sandbox-catalog: conditional (${ID}, ${ID})`,
    `CopperlinePilot > ${serviceAccount('catalog-mirror')}: conditional (${ID}, ${ID})`,
    `aws:223344556677 > arn:aws:kms:us-east-1:${PRODUCTION}:key/8c2e4b6d-1a3f-4c59-8b27-90a1b2c3d402: allowed`,
    `aws:223344556677 > arn:aws:rds:us-east-1:${DATA}:cluster:forecast: conditional (acceptance)`,
    `aws:223344556677 > arn:aws:rds:us-east-1:${DATA}:snapshot:orders-2024: allowed`,
    `aws:223344556677 > arn:aws:redshift:us-east-1:${DATA}:datashare:5e6f7081-92a3-4bc4-85d6-e7f8091a2b07/forecast_pilot: conditional (acceptance)`,
    'user:max@copperline.example > gcp:projects/nw-forecast: allowed',
  ],
  datadog: [
    'Datadog > [Datadog]: allowed',
    `Datadog > ${STORES}: allowed`,
    `Datadog > ${STORES}: allowed`,
    `DatadogIntegrationRole > [DatadogIntegrationRole]: conditional (${ID})`,
    `DatadogIntegrationRole > aws:${PRODUCTION}: conditional (${REGION}, ${ID})`,
    `serviceAccount:dd-northwind@datadog-gci-demo.iam.gserviceaccount.com > ${serviceAccount('metrics')}: allowed`,
    `${serviceAccount('metrics')} > [GoogleMetricsBridge]: conditional (${AUDIENCE})`,
    `${serviceAccount('metrics')} > [${serviceAccount('metrics')}]: allowed`,
    `${serviceAccount('metrics')} > aws:${DATA}: conditional (${AUDIENCE})`,
    `${serviceAccount('metrics')} > gcp:projects/nw-web: allowed`,
  ],
  'domain:tentpole-films.example': [
    ...callback(SANDBOX_BUILDER, ''),
    `${SANDBOX_BUILDER} > [${SANDBOX_BUILDER}]: allowed`,
    `${SANDBOX_BUILDER} > [CatalogForecast]: conditional (${AUDIENCE}, ${ID})`,
    `${SANDBOX_BUILDER} > [OrgInventoryReader]: allowed`,
    `${SANDBOX_BUILDER} > [PartnerCatalogSync]: conditional (${ID})`,
    `${SANDBOX_BUILDER} > [${serviceAccount('catalog-mirror')}]: conditional (${ID})`,
    `${SANDBOX_BUILDER} > aws:${MANAGEMENT}: allowed`,
    `${SANDBOX_BUILDER} > aws:${SANDBOX}: allowed`,
    `${SANDBOX_BUILDER} > gs:nw-catalog-mirror: conditional (${ID})`,
    `${SANDBOX_BUILDER} > s3:northwind-analytics-lake/aggregates/*: conditional (${AUDIENCE}, ${ID})`,
    `${SANDBOX_BUILDER} > s3:northwind-sandbox-catalog/*: conditional (${ID})`,
    `${SANDBOX_BUILDER} > s3:northwind-sandbox-catalog: conditional (${ID})`,
    `${SANDBOX_BUILDER} > ${serviceAccount('catalog-mirror')}: conditional (${ID})`,
  ],
  fjordlytics: [
    `aws:112233445566 > arn:aws:dynamodb:us-east-1:${PRODUCTION}:table/catalog: allowed`,
    `aws:112233445566 > arn:aws:glue:us-east-1:${DATA}:table/sales/orders_by_day: allowed`,
    'user:pia@fjordlytics.example > //bigquery.googleapis.com/projects/nw-forecast/datasets/sales: allowed',
  ],
  harborline: [
    `Harborline engineers > ${STORES}: conditional (activation, approval, mfa)`,
    `Harborline engineers > ${STORES}: conditional (activation, approval, mfa)`,
    `Harborline watch > ${STORES}: allowed`,
    `HarborlineOperator > [HarborlineOperator]: conditional (${ID})`,
    `HarborlineOperator > aws:${PRODUCTION}: conditional (${REGION}, ${ID})`,
    `aws:990011223344 > arn:aws:ec2:us-east-1:${PRODUCTION}:vpc-endpoint-service/vpce-svc-0c01dba4c0a30001: conditional (acceptance)`,
    'aws:990011223344 > arn:aws:ec2:us-east-1::image/ami-0c01dba4c0a20001: allowed',
    `aws:990011223344 > arn:aws:lambda:us-east-1:${PRODUCTION}:function:restart-storefront: allowed`,
    `aws:990011223344 > arn:aws:ssm:us-east-1:${PRODUCTION}:document/restart-web: allowed`,
    'group:oncall@harborline.example > gcp:organizations/553311220044: allowed',
    'group:oncall@harborline.example > gcp:projects/nw-web: allowed',
  ],
  'ines-okafor': [
    'ext-iokafor > [ext-iokafor]: allowed',
    `ext-iokafor > arn:aws:dynamodb:us-east-1:${PRODUCTION}:table/catalog: allowed`,
    `ext-iokafor > s3:northwind-contractor-share/ext-iokafor/*: conditional (${REGION})`,
    `ext-iokafor > s3:northwind-contractor-share: conditional (${REGION}, s3:prefix)`,
  ],
  ironbark: [
    ...callback('IronbarkResponder', `aws:SourceIp, `, `, ${ID}`),
    `IronbarkResponder > [BreakGlassData]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [BreakGlassProduction]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [BreakGlassSecurity]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [CatalogForecast]: conditional (${AUDIENCE}, aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > [IronbarkResponder]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [OrgInventoryReader]: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > [PartnerCatalogSync]: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > [${serviceAccount('catalog-mirror')}]: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > aws:${MANAGEMENT}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${SECURITY}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${PRODUCTION}: conditional (${REGION}, aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${PRODUCTION}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > aws:${DATA}: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > gs:nw-catalog-mirror: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > s3:northwind-analytics-lake/aggregates/*: conditional (${AUDIENCE}, aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > s3:northwind-sandbox-catalog/*: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > s3:northwind-sandbox-catalog: conditional (aws:SourceIp, ${ID}, ${ID})`,
    `IronbarkResponder > s3:northwind-security-logs/*: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > s3:northwind-security-logs: conditional (aws:SourceIp, ${ID})`,
    `IronbarkResponder > ${serviceAccount('catalog-mirror')}: conditional (aws:SourceIp, ${ID}, ${ID})`,
  ],
  kestrel: [
    `KestrelLogCollector > [KestrelLogCollector]: conditional (${ID})`,
    `KestrelLogCollector > s3:northwind-edge-logs/kestrel/*: conditional (${REGION}, ${ID})`,
    `edge-log-collector > arn:aws:ecr:us-east-1:${PRODUCTION}:repository/edge/agent: allowed`,
    `edge-log-collector > arn:aws:execute-api:us-east-1:${PRODUCTION}:k1d2g3e4p5/live/POST/purges: allowed`,
    `edge-log-collector > arn:aws:kms:us-east-1:${PRODUCTION}:key/b7a6c5d4-e3f2-4a1b-9c8d-7e6f5a4b3c03: allowed`,
    `edge-log-collector > arn:aws:secretsmanager:us-east-1:${PRODUCTION}:secret:edge/origin-token-Kq3vRt: allowed`,
    `edge-log-collector > arn:aws:sqs:us-east-1:${PRODUCTION}:edge-purges: allowed`,
    'edge-log-collector > s3:northwind-edge-drop/kestrel/*: allowed',
  ],
  ledgerleaf: [
    `${FINANCE_REVIEW} > [${FINANCE_REVIEW}]: allowed`,
    `${FINANCE_REVIEW} > [OrgInventoryReader]: allowed`,
    `${FINANCE_REVIEW} > aws:${MANAGEMENT}: allowed`,
    'LedgerleafCostRole > [LedgerleafCostRole]: allowed',
    'LedgerleafCostRole > [OrgInventoryReader]: allowed',
    `LedgerleafCostRole > aws:${MANAGEMENT}: allowed`,
  ],
  meridian: [
    'Lena Voss > [Lena Voss]: allowed',
    `Lena Voss > ${STORES}/resourceGroups/rg-loyalty/storageAccounts/nwloyalty: allowed`,
    `Lena Voss > ${STORES}/resourceGroups/rg-loyalty/storageAccounts/nwloyalty: conditional (@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name])`,
    'MeridianAnalyst > [MeridianAnalyst]: allowed',
    `MeridianAnalyst > arn:aws:athena:us-east-1:${DATA}:workgroup/meridian: allowed`,
    'MeridianAnalyst > s3:northwind-analytics-lake/aggregates/*: allowed',
    'MeridianAnalyst > s3:northwind-analytics-lake/returns-study/*: conditional (aws:PrincipalTag/engagement)',
    'MeridianAnalyst > s3:northwind-analytics-lake: allowed',
  ],
  [GITHUB]: ANY_WORKFLOW,
  public: [
    'ShopApp2019Guest > [ShopApp2019Guest]: allowed',
    `ShopApp2019Guest > arn:aws:dynamodb:us-east-1:${PRODUCTION}:table/carts: allowed`,
    'StorefrontGuest > [StorefrontGuest]: allowed',
    `StorefrontGuest > s3:northwind-storefront-assets/public/*: conditional (${REGION})`,
    `public > arn:aws:execute-api:us-east-1:${PUBLIC}:r6e7t8u9r0/*/GET/labels: allowed`,
    `public > arn:aws:lambda:us-east-1:${PUBLIC}:function:returns-webhook: allowed`,
    `public > arn:aws:sns:us-east-1:${PUBLIC}:store-alerts: allowed`,
    `public > arn:aws:sqs:us-east-1:${PUBLIC}:supplier-inbox: allowed`,
    `public > ${STORES}/resourceGroups/rg-stores/storageAccounts/nwstorefiles/blobServices/default/containers/flyers: allowed`,
    'public > gs:nw-lookbook: allowed',
    'public > s3:northwind-abuse-reports/*: allowed',
    'public > s3:northwind-abuse-reports: allowed',
    'public > s3:northwind-advisories/*: allowed',
    'public > s3:northwind-legal-hold: unknown',
  ],
  quillmark: [
    `QuillmarkAudit2027 > [QuillmarkAudit2027]: conditional (aws:CurrentTime, ${ID})`,
    `QuillmarkAudit2027 > s3:northwind-audit-evidence/2026/*: conditional (aws:CurrentTime, ${ID})`,
    `QuillmarkAudit2027 > s3:northwind-audit-evidence: conditional (aws:CurrentTime, ${ID})`,
    `aws:998877665544 > arn:aws:s3:us-east-1:${DATA}:accesspoint/audit-2026/object/*: allowed`,
  ],
  'shipyard-labs': [
    ...ANY_WORKFLOW,
    'ShipyardStorefrontDeploy > [ShipyardStorefrontDeploy]: allowed',
    `ShipyardStorefrontDeploy > arn:aws:lambda:us-east-1:${PRODUCTION}:function:storefront-*: allowed`,
    `ShipyardStorefrontDeploy > s3:northwind-storefront-assets/*: conditional (${REGION})`,
    `ShipyardStorefrontDeploy > s3:northwind-storefront-assets: conditional (${REGION})`,
    `${SHIPYARD_POOL} > [${serviceAccount('site-release')}]: allowed`,
    `${SHIPYARD_POOL} > gs:nw-site-builds: allowed`,
    `${SHIPYARD_POOL} > ${serviceAccount('site-release')}: allowed`,
    'storefront-deploy > [storefront-deploy]: allowed',
    `storefront-deploy > ${STORES}/resourceGroups/rg-stores: allowed`,
    `storefront-deploy > ${STORES}/resourceGroups/rg-stores: allowed`,
  ],
  watchfire: [
    `WatchfireCollector > [WatchfireCollector]: conditional (${ID})`,
    `WatchfireCollector > arn:aws:cloudtrail:*:${SECURITY}:trail/*: conditional (${ID})`,
    `WatchfireCollector > aws:${SECURITY}: conditional (${ID})`,
    `WatchfireCollector > s3:northwind-security-logs/*: conditional (${ID})`,
    `WatchfireCollector > s3:northwind-security-logs: conditional (${ID})`,
    `aws:556677889900 > arn:aws:events:us-east-1:${PRODUCTION}:event-bus/alerts: allowed`,
    `aws:556677889900 > arn:aws:sns:us-east-1:${PRODUCTION}:order-events: allowed`,
    'user:kit@watchfire.example > gcp:projects/nw-forecast: allowed',
  ],
}
