import { apiName } from '../call-name.js'

/** How a service of the AWS CLI is reached through the SDK. */
export interface ServiceEntry {
  /** `@aws-sdk/client-secrets-manager`. */
  package: string
  /** `SecretsManagerClient`. */
  client: string
  /** The variable that points this service alone elsewhere: `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
  endpointVariable: string
  /** Has no Regions: its answers lie under `global`. */
  isGlobal: boolean
}

/**
 * Commands of the AWS CLI with the `serviceId` of the service's API model; package, client and endpoint variable of the
 * SDK are made of that.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html
 */
const SERVICE_IDS = `
accessanalyzer: AccessAnalyzer
account: Account
acm-pca: ACM PCA
apigateway: API Gateway
appsync: AppSync
backup: Backup
bedrock-agentcore-control: Bedrock AgentCore Control
cloudformation: CloudFormation
cloudhsmv2: CloudHSM V2
cloudtrail: CloudTrail
codeartifact: codeartifact
codebuild: CodeBuild
codeguruprofiler: CodeGuruProfiler
cognito-identity: Cognito Identity
configservice: Config Service
detective: Detective
dlm: DLM
ds: Directory Service
dynamodb: DynamoDB
dynamodbstreams: DynamoDB Streams
ec2: EC2
ecr: ECR
efs: EFS
eks: EKS
entityresolution: EntityResolution
es: Elasticsearch Service
events: EventBridge
fsx: FSx
glacier: Glacier
glue: Glue
guardduty: GuardDuty
iam: IAM
identitystore: identitystore
imagebuilder: imagebuilder
iot: IoT
kafka: Kafka
kinesis: Kinesis
kms: KMS
lakeformation: LakeFormation
lambda: Lambda
lexv2-models: Lex Models V2
lightsail: Lightsail
logs: CloudWatch Logs
macie2: Macie2
mediatailor: MediaTailor
migration-hub-refactor-spaces: Migration Hub Refactor Spaces
networkmanager: NetworkManager
oam: OAM
opensearch: OpenSearch
opensearchserverless: OpenSearchServerless
organizations: Organizations
payment-cryptography: Payment Cryptography
ram: RAM
rds: RDS
redshift: Redshift
redshift-serverless: Redshift Serverless
rolesanywhere: RolesAnywhere
route53: Route 53
route53resolver: Route53Resolver
s3api: S3
s3control: S3 Control
s3tables: S3Tables
s3vectors: S3Vectors
sagemaker: SageMaker
schemas: schemas
secretsmanager: Secrets Manager
securityhub: SecurityHub
serverlessrepo: ServerlessApplicationRepository
servicecatalog: Service Catalog
ses: SES
sesv2: SESv2
signer: signer
sns: SNS
sqs: SQS
ssm: SSM
ssm-contacts: SSM Contacts
ssm-incidents: SSM Incidents
sso-admin: SSO Admin
sts: STS
transfer: Transfer
vpc-lattice: VPC Lattice
wafv2: WAFV2
workspaces: WorkSpaces
xray: XRay
`

/** Services with one endpoint for all Regions of a partition. */
const GLOBAL: ReadonlySet<string> = new Set(['iam', 'networkmanager', 'organizations', 'route53', 'sts'])

/** Operations that the API model writes otherwise than `apiName` does. */
const OTHER_OPERATIONS: ReadonlyMap<string, string> = new Map([
  ['route53 list-vpc-association-authorizations', 'ListVPCAssociationAuthorizations'],
])

const services: ReadonlyMap<string, ServiceEntry> = new Map(
  SERVICE_IDS.trim()
    .split('\n')
    .map((line) => {
      const [command = '', id = ''] = line.split(': ')
      const name = id.replaceAll(' ', '')
      return [
        command,
        {
          package: `@aws-sdk/client-${id.toLowerCase().replaceAll(' ', '-')}`,
          client: `${name.charAt(0).toUpperCase()}${name.slice(1)}Client`,
          endpointVariable: `AWS_ENDPOINT_URL_${id.toUpperCase().replaceAll(' ', '_')}`,
          isGlobal: GLOBAL.has(command),
        },
      ] as const
    }),
)

/** The service of a CLI command (`s3api`); null for one that no declaration may name yet. */
export function serviceEntry(command: string): ServiceEntry | null {
  return services.get(command) ?? null
}

/** The operation as the API model writes it: `GetBucketPolicy`. The SDK's command is named so, with `Command` behind it. */
export function apiOperation(service: string, operation: string): string {
  return OTHER_OPERATIONS.get(`${service} ${operation}`) ?? apiName(operation)
}
