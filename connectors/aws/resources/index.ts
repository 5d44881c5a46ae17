// What it is: the list of AWS resource types that are read, in the order in which they are normalized.
// May import: the resource types beside it.
// Never does: anything else; a type that is not listed here is not read.
import type { ResourceType } from '../resource-type.js'
import { account } from './account.js'
import { acmpcaCertificateAuthority } from './acmpca-certificate-authority.js'
import { ami } from './ami.js'
import { apiGatewayDomainName } from './api-gateway-domain-name.js'
import { apiGatewayRestApi } from './api-gateway-rest-api.js'
import { appsyncGraphqlApi } from './appsync-graphql-api.js'
import { backupVault } from './backup-vault.js'
import { bedrockagentcoreAgentRuntime } from './bedrockagentcore-agent-runtime.js'
import { bedrockagentcoreGateway } from './bedrockagentcore-gateway.js'
import { cloudformationStackSet } from './cloudformation-stack-set.js'
import { cloudhsmBackup } from './cloudhsm-backup.js'
import { cloudtrailChannel } from './cloudtrail-channel.js'
import { cloudtrailEvent } from './cloudtrail-event.js'
import { cloudtrailEventDataStore } from './cloudtrail-event-data-store.js'
import { codeartifactDomain } from './codeartifact-domain.js'
import { codeartifactRepository } from './codeartifact-repository.js'
import { codebuildProject } from './codebuild-project.js'
import { codebuildReportGroup } from './codebuild-report-group.js'
import { codeguruprofilerProfilingGroup } from './codeguruprofiler-profiling-group.js'
import { cognitoIdentityPool } from './cognito-identity-pool.js'
import { configAggregationAuthorization } from './config-aggregation-authorization.js'
import { dbClusterSnapshot } from './db-cluster-snapshot.js'
import { dbSnapshot } from './db-snapshot.js'
import { detectiveAdministrator } from './detective-administrator.js'
import { directoryServiceDirectory } from './directory-service-directory.js'
import { dlmLifecyclePolicy } from './dlm-lifecycle-policy.js'
import { dynamodbStream } from './dynamodb-stream.js'
import { dynamodbTable } from './dynamodb-table.js'
import { ebsSnapshot } from './ebs-snapshot.js'
import { ec2TransitGatewayAttachment } from './ec2-transit-gateway-attachment.js'
import { ecrRegistryPolicy } from './ecr-registry-policy.js'
import { ecrRepository } from './ecr-repository.js'
import { efsFileSystem } from './efs-file-system.js'
import { eksCluster } from './eks-cluster.js'
import { entityresolutionIdNamespace } from './entityresolution-id-namespace.js'
import { entityresolutionMatchingWorkflow } from './entityresolution-matching-workflow.js'
import { eventBus } from './event-bus.js'
import { fpgaImage } from './fpga-image.js'
import { fsxVolume } from './fsx-volume.js'
import { glacierVault } from './glacier-vault.js'
import { glueCatalog } from './glue-catalog.js'
import { guarddutyAdministrator } from './guardduty-administrator.js'
import { iamAccessKey } from './iam-access-key.js'
import { iamCredentialReport } from './iam-credential-report.js'
import { iamDelegationRequest } from './iam-delegation-request.js'
import { iamGroup } from './iam-group.js'
import { iamInstanceProfile } from './iam-instance-profile.js'
import { iamMfaDevice } from './iam-mfa-device.js'
import { iamOidcProvider } from './iam-oidc-provider.js'
import { iamPolicy } from './iam-policy.js'
import { iamRole } from './iam-role.js'
import { iamSamlProvider } from './iam-saml-provider.js'
import { iamServiceLastAccessed } from './iam-service-last-accessed.js'
import { iamUser } from './iam-user.js'
import { identitystoreGroup } from './identitystore-group.js'
import { identitystoreUser } from './identitystore-user.js'
import { imagebuilderComponent } from './imagebuilder-component.js'
import { imagebuilderImage } from './imagebuilder-image.js'
import { imagebuilderImageRecipe } from './imagebuilder-image-recipe.js'
import { iotPolicy } from './iot-policy.js'
import { kinesisStream } from './kinesis-stream.js'
import { kinesisStreamConsumer } from './kinesis-stream-consumer.js'
import { kmsKey } from './kms-key.js'
import { lakeFormationPermission } from './lake-formation-permission.js'
import { lambdaFunction } from './lambda-function.js'
import { lambdaLayerVersion } from './lambda-layer-version.js'
import { lexv2modelsBot } from './lexv2models-bot.js'
import { lexv2modelsBotAlias } from './lexv2models-bot-alias.js'
import { lightsailBucket } from './lightsail-bucket.js'
import { logDeliveryDestination } from './log-delivery-destination.js'
import { logDestination } from './log-destination.js'
import { logResourcePolicy } from './log-resource-policy.js'
import { macie2Administrator } from './macie2-administrator.js'
import { mediatailorChannel } from './mediatailor-channel.js'
import { mskCluster } from './msk-cluster.js'
import { networkmanagerCoreNetwork } from './networkmanager-core-network.js'
import { oamLink } from './oam-link.js'
import { oamSink } from './oam-sink.js'
import { opensearchDomain } from './opensearch-domain.js'
import { opensearchServerlessCollection } from './opensearch-serverless-collection.js'
import { organization } from './organization.js'
import { organizationDelegation } from './organization-delegation.js'
import { organizationPolicy } from './organization-policy.js'
import { organizationResourcePolicy } from './organization-resource-policy.js'
import { organizationRoot } from './organization-root.js'
import { organizationRootAccess } from './organization-root-access.js'
import { organizationS3Policy } from './organization-s3-policy.js'
import { organizationalUnit } from './organizational-unit.js'
import { paymentcryptographyKey } from './paymentcryptography-key.js'
import { ramResourceShare } from './ram-resource-share.js'
import { redshiftClusterSnapshot } from './redshift-cluster-snapshot.js'
import { redshiftDataShare } from './redshift-data-share.js'
import { redshiftEndpointAuthorization } from './redshift-endpoint-authorization.js'
import { redshiftResourcePolicy } from './redshift-resource-policy.js'
import { redshiftServerlessSnapshot } from './redshift-serverless-snapshot.js'
import { refactorspacesEnvironment } from './refactorspaces-environment.js'
import { rolesanywhereProfile } from './rolesanywhere-profile.js'
import { rolesanywhereTrustAnchor } from './rolesanywhere-trust-anchor.js'
import { route53ResolverFirewallRuleGroup } from './route53-resolver-firewall-rule-group.js'
import { route53ResolverQueryLogConfig } from './route53-resolver-query-log-config.js'
import { route53ResolverRule } from './route53-resolver-rule.js'
import { route53Zone } from './route53-zone.js'
import { s3AccessGrantsInstance } from './s3-access-grants-instance.js'
import { s3AccessPoint } from './s3-access-point.js'
import { s3AccountPublicAccessBlock } from './s3-account-public-access-block.js'
import { s3Bucket } from './s3-bucket.js'
import { s3DirectoryBucket } from './s3-directory-bucket.js'
import { s3MultiRegionAccessPoint } from './s3-multi-region-access-point.js'
import { s3ObjectLambdaAccessPoint } from './s3-object-lambda-access-point.js'
import { s3tablesTable } from './s3tables-table.js'
import { s3tablesTableBucket } from './s3tables-table-bucket.js'
import { s3vectorsVectorBucket } from './s3vectors-vector-bucket.js'
import { sagemakerModelPackageGroup } from './sagemaker-model-package-group.js'
import { schemasRegistry } from './schemas-registry.js'
import { secretsmanagerSecret } from './secretsmanager-secret.js'
import { securityhubAdministrator } from './securityhub-administrator.js'
import { serverlessrepoApplication } from './serverlessrepo-application.js'
import { serviceCatalogPortfolio } from './service-catalog-portfolio.js'
import { sesEmailIdentity } from './ses-email-identity.js'
import { signerSigningProfile } from './signer-signing-profile.js'
import { snsTopic } from './sns-topic.js'
import { sqsQueue } from './sqs-queue.js'
import { ssmDocument } from './ssm-document.js'
import { ssmParameter } from './ssm-parameter.js'
import { ssmcontactsContact } from './ssmcontacts-contact.js'
import { ssmincidentsResponsePlan } from './ssmincidents-response-plan.js'
import { ssoadminAccountAssignment } from './ssoadmin-account-assignment.js'
import { ssoadminInstance } from './ssoadmin-instance.js'
import { ssoadminPermissionSet } from './ssoadmin-permission-set.js'
import { transferServer } from './transfer-server.js'
import { transferUser } from './transfer-user.js'
import { vpcEndpoint } from './vpc-endpoint.js'
import { vpcEndpointService } from './vpc-endpoint-service.js'
import { vpcPeeringConnection } from './vpc-peering-connection.js'
import { vpclatticeResourceConfiguration } from './vpclattice-resource-configuration.js'
import { vpclatticeService } from './vpclattice-service.js'
import { vpclatticeServiceNetwork } from './vpclattice-service-network.js'
import { wafv2RuleGroup } from './wafv2-rule-group.js'
import { workspacesConnectionAlias } from './workspaces-connection-alias.js'
import { workspacesImage } from './workspaces-image.js'
import { xrayResourcePolicy } from './xray-resource-policy.js'

/**
 * INVARIANT: containers come before what they hold, principals before what hangs on them, and managed policies after
 * everything that refers to them; the account's own public access block before the organization's, buckets before grants on
 * them, and RAM shares last: they add to resources that other types know better.
 */
export const resourceTypes: readonly ResourceType[] = [
  organization,
  organizationRoot,
  organizationalUnit,
  account,
  organizationPolicy,
  iamGroup,
  iamUser,
  iamRole,
  iamInstanceProfile,
  iamOidcProvider,
  iamSamlProvider,
  iamAccessKey,
  iamMfaDevice,
  iamCredentialReport,
  iamPolicy,
  backupVault,
  codebuildProject,
  codebuildReportGroup,
  dynamodbStream,
  dynamodbTable,
  ecrRegistryPolicy,
  ecrRepository,
  efsFileSystem,
  kinesisStream,
  kinesisStreamConsumer,
  kmsKey,
  lambdaFunction,
  lambdaLayerVersion,
  s3AccountPublicAccessBlock,
  organizationS3Policy,
  s3Bucket,
  s3AccessGrantsInstance,
  s3AccessPoint,
  s3DirectoryBucket,
  s3MultiRegionAccessPoint,
  s3ObjectLambdaAccessPoint,
  s3tablesTable,
  s3tablesTableBucket,
  s3vectorsVectorBucket,
  secretsmanagerSecret,
  snsTopic,
  sqsQueue,
  acmpcaCertificateAuthority,
  appsyncGraphqlApi,
  bedrockagentcoreAgentRuntime,
  bedrockagentcoreGateway,
  cloudformationStackSet,
  cloudhsmBackup,
  cloudtrailChannel,
  cloudtrailEvent,
  cloudtrailEventDataStore,
  codeartifactDomain,
  codeartifactRepository,
  codeguruprofilerProfilingGroup,
  cognitoIdentityPool,
  detectiveAdministrator,
  ec2TransitGatewayAttachment,
  eksCluster,
  entityresolutionIdNamespace,
  entityresolutionMatchingWorkflow,
  fsxVolume,
  glacierVault,
  guarddutyAdministrator,
  iamDelegationRequest,
  iamServiceLastAccessed,
  identitystoreGroup,
  identitystoreUser,
  imagebuilderComponent,
  imagebuilderImage,
  imagebuilderImageRecipe,
  iotPolicy,
  lexv2modelsBot,
  lexv2modelsBotAlias,
  macie2Administrator,
  mediatailorChannel,
  mskCluster,
  networkmanagerCoreNetwork,
  oamLink,
  oamSink,
  organizationDelegation,
  organizationResourcePolicy,
  organizationRootAccess,
  paymentcryptographyKey,
  rolesanywhereProfile,
  rolesanywhereTrustAnchor,
  route53ResolverFirewallRuleGroup,
  route53ResolverQueryLogConfig,
  route53ResolverRule,
  route53Zone,
  sagemakerModelPackageGroup,
  schemasRegistry,
  securityhubAdministrator,
  serverlessrepoApplication,
  signerSigningProfile,
  ssmcontactsContact,
  ssmincidentsResponsePlan,
  ssoadminAccountAssignment,
  ssoadminInstance,
  ssoadminPermissionSet,
  transferServer,
  transferUser,
  vpcPeeringConnection,
  vpclatticeResourceConfiguration,
  vpclatticeService,
  vpclatticeServiceNetwork,
  wafv2RuleGroup,
  xrayResourcePolicy,
  ami,
  apiGatewayDomainName,
  apiGatewayRestApi,
  configAggregationAuthorization,
  dbClusterSnapshot,
  dbSnapshot,
  directoryServiceDirectory,
  dlmLifecyclePolicy,
  ebsSnapshot,
  eventBus,
  fpgaImage,
  glueCatalog,
  lakeFormationPermission,
  lightsailBucket,
  logDeliveryDestination,
  logDestination,
  logResourcePolicy,
  opensearchDomain,
  opensearchServerlessCollection,
  redshiftClusterSnapshot,
  redshiftDataShare,
  redshiftEndpointAuthorization,
  redshiftResourcePolicy,
  redshiftServerlessSnapshot,
  refactorspacesEnvironment,
  serviceCatalogPortfolio,
  sesEmailIdentity,
  ssmDocument,
  ssmParameter,
  vpcEndpoint,
  vpcEndpointService,
  workspacesConnectionAlias,
  workspacesImage,
  ramResourceShare,
]
