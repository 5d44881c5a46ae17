// What it is: which Terraform resource type an AWS ARN or ARN pattern stands for.
// May import: src/model and the catalogue of this folder.
// Never does: ask whether the resource exists, or read an account.
import { globMatches } from '../../model/glob.js'
import { resourceTypesOf } from './catalogue.js'

/** What an ARN is called when nothing more is known about it. */
const ANY_RESOURCE = 'aws_resource'

type Entry = readonly [resourcePattern: string, type: string]

/** Service of the ARN -> glob over its resource part -> type; the first that matches counts. */
const TYPES: ReadonlyMap<string, readonly Entry[]> = new Map<string, readonly Entry[]>(
  Object.entries({
    'access-analyzer': [['analyzer/*', 'aws_accessanalyzer_analyzer']],
    acm: [['certificate/*', 'aws_acm_certificate']],
    'acm-pca': [['certificate-authority/*', 'aws_acmpca_certificate_authority']],
    aoss: [['collection/*', 'aws_opensearchserverless_collection']],
    apigateway: [
      ['/restapis/*/stages/*', 'aws_api_gateway_stage'],
      ['/restapis/*', 'aws_api_gateway_rest_api'],
      ['/apis/*', 'aws_apigatewayv2_api'],
      ['/apikeys/*', 'aws_api_gateway_api_key'],
      ['/domainnames/*', 'aws_api_gateway_domain_name'],
    ],
    'execute-api': [['*', 'aws_api_gateway_rest_api']],
    apprunner: [['service/*', 'aws_apprunner_service']],
    appsync: [['apis/*', 'aws_appsync_graphql_api']],
    athena: [
      ['workgroup/*', 'aws_athena_workgroup'],
      ['datacatalog/*', 'aws_athena_data_catalog'],
    ],
    autoscaling: [
      ['autoScalingGroup:*', 'aws_autoscaling_group'],
      ['launchConfiguration:*', 'aws_launch_configuration'],
    ],
    backup: [
      ['backup-vault:*', 'aws_backup_vault'],
      ['backup-plan:*', 'aws_backup_plan'],
      ['recovery-point:*', 'aws_backup_recovery_point'],
    ],
    batch: [
      ['compute-environment/*', 'aws_batch_compute_environment'],
      ['job-definition/*', 'aws_batch_job_definition'],
      ['job-queue/*', 'aws_batch_job_queue'],
    ],
    bedrock: [
      ['agent/*', 'aws_bedrockagent_agent'],
      ['knowledge-base/*', 'aws_bedrockagent_knowledge_base'],
      ['guardrail/*', 'aws_bedrock_guardrail'],
      ['custom-model/*', 'aws_bedrock_custom_model'],
    ],
    cassandra: [
      ['/keyspace/*/table/*', 'aws_keyspaces_table'],
      ['/keyspace/*', 'aws_keyspaces_keyspace'],
    ],
    cloudformation: [
      ['stackset/*', 'aws_cloudformation_stack_set'],
      ['stack/*', 'aws_cloudformation_stack'],
    ],
    cloudfront: [
      ['distribution/*', 'aws_cloudfront_distribution'],
      ['origin-access-identity/*', 'aws_cloudfront_origin_access_identity'],
      ['function/*', 'aws_cloudfront_function'],
    ],
    cloudtrail: [
      ['trail/*', 'aws_cloudtrail'],
      ['eventdatastore/*', 'aws_cloudtrail_event_data_store'],
    ],
    cloudwatch: [
      ['alarm:*', 'aws_cloudwatch_metric_alarm'],
      ['dashboard/*', 'aws_cloudwatch_dashboard'],
    ],
    codeartifact: [
      ['domain/*', 'aws_codeartifact_domain'],
      ['repository/*', 'aws_codeartifact_repository'],
    ],
    codebuild: [
      ['project/*', 'aws_codebuild_project'],
      ['report-group/*', 'aws_codebuild_report_group'],
    ],
    codecommit: [['*', 'aws_codecommit_repository']],
    codedeploy: [
      ['application:*', 'aws_codedeploy_app'],
      ['deploymentgroup:*', 'aws_codedeploy_deployment_group'],
    ],
    codepipeline: [['*', 'aws_codepipeline']],
    'codestar-connections': [['connection/*', 'aws_codestarconnections_connection']],
    codeconnections: [['connection/*', 'aws_codeconnections_connection']],
    'cognito-identity': [['identitypool/*', 'aws_cognito_identity_pool']],
    'cognito-idp': [['userpool/*', 'aws_cognito_user_pool']],
    config: [
      ['config-rule/*', 'aws_config_config_rule'],
      ['config-aggregator/*', 'aws_config_configuration_aggregator'],
    ],
    datasync: [
      ['location/*', 'aws_datasync_location'],
      ['task/*', 'aws_datasync_task'],
    ],
    dax: [['cache/*', 'aws_dax_cluster']],
    dms: [
      ['endpoint:*', 'aws_dms_endpoint'],
      ['rep:*', 'aws_dms_replication_instance'],
      ['task:*', 'aws_dms_replication_task'],
    ],
    ds: [['directory/*', 'aws_directory_service_directory']],
    dynamodb: [
      ['global-table/*', 'aws_dynamodb_global_table'],
      ['table/*/backup/*', 'aws_dynamodb_backup'],
      ['table/*/export/*', 'aws_dynamodb_table_export'],
      ['table/*', 'aws_dynamodb_table'],
    ],
    ec2: [
      ['capacity-reservation/*', 'aws_ec2_capacity_reservation'],
      ['client-vpn-endpoint/*', 'aws_ec2_client_vpn_endpoint'],
      ['customer-gateway/*', 'aws_customer_gateway'],
      ['dhcp-options/*', 'aws_vpc_dhcp_options'],
      ['elastic-ip/*', 'aws_eip'],
      ['image/*', 'aws_ami'],
      ['instance/*', 'aws_instance'],
      ['internet-gateway/*', 'aws_internet_gateway'],
      ['key-pair/*', 'aws_key_pair'],
      ['launch-template/*', 'aws_launch_template'],
      ['natgateway/*', 'aws_nat_gateway'],
      ['network-acl/*', 'aws_network_acl'],
      ['network-interface/*', 'aws_network_interface'],
      ['placement-group/*', 'aws_placement_group'],
      ['prefix-list/*', 'aws_ec2_managed_prefix_list'],
      ['route-table/*', 'aws_route_table'],
      ['security-group/*', 'aws_security_group'],
      ['snapshot/*', 'aws_ebs_snapshot'],
      ['spot-instances-request/*', 'aws_spot_instance_request'],
      ['subnet/*', 'aws_subnet'],
      ['transit-gateway-attachment/*', 'aws_ec2_transit_gateway_vpc_attachment'],
      ['transit-gateway-route-table/*', 'aws_ec2_transit_gateway_route_table'],
      ['transit-gateway/*', 'aws_ec2_transit_gateway'],
      ['verified-access-endpoint/*', 'aws_verifiedaccess_endpoint'],
      ['volume/*', 'aws_ebs_volume'],
      ['vpc-endpoint-service/*', 'aws_vpc_endpoint_service'],
      ['vpc-endpoint/*', 'aws_vpc_endpoint'],
      ['vpc-flow-log/*', 'aws_flow_log'],
      ['vpc-peering-connection/*', 'aws_vpc_peering_connection'],
      ['vpc/*', 'aws_vpc'],
      ['vpn-connection/*', 'aws_vpn_connection'],
      ['vpn-gateway/*', 'aws_vpn_gateway'],
    ],
    ecr: [['repository/*', 'aws_ecr_repository']],
    'ecr-public': [['repository/*', 'aws_ecrpublic_repository']],
    ecs: [
      ['cluster/*', 'aws_ecs_cluster'],
      ['service/*', 'aws_ecs_service'],
      ['task-definition/*', 'aws_ecs_task_definition'],
      ['task/*', 'aws_ecs_task'],
    ],
    eks: [
      ['access-entry/*', 'aws_eks_access_entry'],
      ['addon/*', 'aws_eks_addon'],
      ['cluster/*', 'aws_eks_cluster'],
      ['fargateprofile/*', 'aws_eks_fargate_profile'],
      ['nodegroup/*', 'aws_eks_node_group'],
    ],
    elasticache: [
      ['cluster:*', 'aws_elasticache_cluster'],
      ['replicationgroup:*', 'aws_elasticache_replication_group'],
      ['serverlesscache:*', 'aws_elasticache_serverless_cache'],
      ['user:*', 'aws_elasticache_user'],
    ],
    elasticbeanstalk: [
      ['application/*', 'aws_elastic_beanstalk_application'],
      ['environment/*', 'aws_elastic_beanstalk_environment'],
    ],
    elasticfilesystem: [
      ['access-point/*', 'aws_efs_access_point'],
      ['file-system/*', 'aws_efs_file_system'],
    ],
    elasticloadbalancing: [
      ['listener/*', 'aws_lb_listener'],
      ['loadbalancer/app/*', 'aws_lb'],
      ['loadbalancer/gwy/*', 'aws_lb'],
      ['loadbalancer/net/*', 'aws_lb'],
      ['loadbalancer/*', 'aws_elb'],
      ['targetgroup/*', 'aws_lb_target_group'],
    ],
    elasticmapreduce: [['cluster/*', 'aws_emr_cluster']],
    'emr-containers': [['/virtualclusters/*', 'aws_emrcontainers_virtual_cluster']],
    'emr-serverless': [['/applications/*', 'aws_emrserverless_application']],
    es: [['domain/*', 'aws_opensearch_domain']],
    events: [
      ['api-destination/*', 'aws_cloudwatch_event_api_destination'],
      ['archive/*', 'aws_cloudwatch_event_archive'],
      ['connection/*', 'aws_cloudwatch_event_connection'],
      ['event-bus/*', 'aws_cloudwatch_event_bus'],
      ['rule/*', 'aws_cloudwatch_event_rule'],
    ],
    firehose: [['deliverystream/*', 'aws_kinesis_firehose_delivery_stream']],
    fsx: [
      ['backup/*', 'aws_fsx_backup'],
      ['file-system/*', 'aws_fsx_file_system'],
      ['volume/*', 'aws_fsx_volume'],
    ],
    glacier: [['vaults/*', 'aws_glacier_vault']],
    glue: [
      ['catalog', 'aws_glue_catalog'],
      ['connection/*', 'aws_glue_connection'],
      ['crawler/*', 'aws_glue_crawler'],
      ['database/*', 'aws_glue_catalog_database'],
      ['devEndpoint/*', 'aws_glue_dev_endpoint'],
      ['job/*', 'aws_glue_job'],
      ['registry/*', 'aws_glue_registry'],
      ['schema/*', 'aws_glue_schema'],
      ['table/*', 'aws_glue_catalog_table'],
    ],
    guardduty: [['detector/*', 'aws_guardduty_detector']],
    iam: [
      ['group/*', 'aws_iam_group'],
      ['instance-profile/*', 'aws_iam_instance_profile'],
      ['mfa/*', 'aws_iam_virtual_mfa_device'],
      ['oidc-provider/*', 'aws_iam_openid_connect_provider'],
      ['policy/*', 'aws_iam_policy'],
      ['role/*', 'aws_iam_role'],
      ['root', 'aws_account'],
      ['saml-provider/*', 'aws_iam_saml_provider'],
      ['server-certificate/*', 'aws_iam_server_certificate'],
      ['user/*', 'aws_iam_user'],
    ],
    identitystore: [
      ['group/*', 'aws_identitystore_group'],
      ['user/*', 'aws_identitystore_user'],
    ],
    imagebuilder: [
      ['component/*', 'aws_imagebuilder_component'],
      ['image-pipeline/*', 'aws_imagebuilder_image_pipeline'],
      ['image-recipe/*', 'aws_imagebuilder_image_recipe'],
      ['image/*', 'aws_imagebuilder_image'],
    ],
    iot: [
      ['cert/*', 'aws_iot_certificate'],
      ['policy/*', 'aws_iot_policy'],
      ['rolealias/*', 'aws_iot_role_alias'],
      ['rule/*', 'aws_iot_topic_rule'],
      ['thing/*', 'aws_iot_thing'],
    ],
    kafka: [['cluster/*', 'aws_msk_cluster']],
    'kafka-cluster': [['cluster/*', 'aws_msk_cluster']],
    kendra: [['index/*', 'aws_kendra_index']],
    kinesis: [
      ['stream/*/consumer/*', 'aws_kinesis_stream_consumer'],
      ['stream/*', 'aws_kinesis_stream'],
    ],
    kinesisanalytics: [['application/*', 'aws_kinesisanalyticsv2_application']],
    kinesisvideo: [['stream/*', 'aws_kinesis_video_stream']],
    kms: [
      ['alias/*', 'aws_kms_alias'],
      ['key/*', 'aws_kms_key'],
    ],
    lambda: [
      ['code-signing-config:*', 'aws_lambda_code_signing_config'],
      ['event-source-mapping:*', 'aws_lambda_event_source_mapping'],
      ['function:*', 'aws_lambda_function'],
      ['layer:*:*', 'aws_lambda_layer_version'],
      ['layer:*', 'aws_lambda_layer'],
    ],
    lightsail: [
      ['Bucket/*', 'aws_lightsail_bucket'],
      ['Instance/*', 'aws_lightsail_instance'],
      ['RelationalDatabase/*', 'aws_lightsail_database'],
    ],
    logs: [
      ['delivery-destination:*', 'aws_cloudwatch_log_delivery_destination'],
      ['destination:*', 'aws_cloudwatch_log_destination'],
      ['log-group:*:log-stream:*', 'aws_cloudwatch_log_stream'],
      ['log-group:*', 'aws_cloudwatch_log_group'],
    ],
    mediastore: [['container/*', 'aws_media_store_container']],
    memorydb: [
      ['acl/*', 'aws_memorydb_acl'],
      ['cluster/*', 'aws_memorydb_cluster'],
      ['snapshot/*', 'aws_memorydb_snapshot'],
    ],
    mq: [['broker:*', 'aws_mq_broker']],
    'network-firewall': [
      ['firewall-policy/*', 'aws_networkfirewall_firewall_policy'],
      ['firewall/*', 'aws_networkfirewall_firewall'],
    ],
    oam: [
      ['link/*', 'aws_oam_link'],
      ['sink/*', 'aws_oam_sink'],
    ],
    organizations: [
      ['account/*', 'aws_organizations_account'],
      ['organization/*', 'aws_organizations_organization'],
      ['ou/*', 'aws_organizations_organizational_unit'],
      ['policy/*', 'aws_organizations_policy'],
    ],
    quicksight: [
      ['dashboard/*', 'aws_quicksight_dashboard'],
      ['dataset/*', 'aws_quicksight_data_set'],
      ['datasource/*', 'aws_quicksight_data_source'],
    ],
    ram: [['resource-share/*', 'aws_ram_resource_share']],
    rds: [
      ['cluster-snapshot:*', 'aws_db_cluster_snapshot'],
      ['cluster:*', 'aws_rds_cluster'],
      ['db-proxy:*', 'aws_db_proxy'],
      ['db:*', 'aws_db_instance'],
      ['es:*', 'aws_db_event_subscription'],
      ['global-cluster:*', 'aws_rds_global_cluster'],
      ['og:*', 'aws_db_option_group'],
      ['pg:*', 'aws_db_parameter_group'],
      ['secgrp:*', 'aws_db_security_group'],
      ['snapshot:*', 'aws_db_snapshot'],
      ['subgrp:*', 'aws_db_subnet_group'],
    ],
    redshift: [
      ['cluster:*', 'aws_redshift_cluster'],
      ['datashare:*', 'aws_redshift_data_share'],
      ['snapshot:*', 'aws_redshift_cluster_snapshot'],
    ],
    'redshift-serverless': [
      ['namespace/*', 'aws_redshiftserverless_namespace'],
      ['snapshot/*', 'aws_redshiftserverless_snapshot'],
      ['workgroup/*', 'aws_redshiftserverless_workgroup'],
    ],
    rolesanywhere: [
      ['profile/*', 'aws_rolesanywhere_profile'],
      ['trust-anchor/*', 'aws_rolesanywhere_trust_anchor'],
    ],
    route53: [
      ['healthcheck/*', 'aws_route53_health_check'],
      ['hostedzone/*', 'aws_route53_zone'],
    ],
    route53resolver: [
      ['resolver-endpoint/*', 'aws_route53_resolver_endpoint'],
      ['resolver-rule/*', 'aws_route53_resolver_rule'],
    ],
    s3: [
      ['*/*', 'aws_s3_object'],
      ['*', 'aws_s3_bucket'],
    ],
    's3-object-lambda': [['accesspoint/*', 'aws_s3control_object_lambda_access_point']],
    's3-outposts': [
      ['outpost/*/accesspoint/*', 'aws_s3_access_point'],
      ['outpost/*/bucket/*/object/*', 'aws_s3_object'],
      ['outpost/*/bucket/*', 'aws_s3control_bucket'],
    ],
    s3express: [['bucket/*', 'aws_s3_directory_bucket']],
    s3tables: [
      ['bucket/*/table/*', 'aws_s3tables_table'],
      ['bucket/*', 'aws_s3tables_table_bucket'],
    ],
    sagemaker: [
      ['domain/*', 'aws_sagemaker_domain'],
      ['endpoint/*', 'aws_sagemaker_endpoint'],
      ['feature-group/*', 'aws_sagemaker_feature_group'],
      ['model/*', 'aws_sagemaker_model'],
      ['model-package-group/*', 'aws_sagemaker_model_package_group'],
      ['notebook-instance/*', 'aws_sagemaker_notebook_instance'],
    ],
    scheduler: [['schedule/*', 'aws_scheduler_schedule']],
    schemas: [
      ['registry/*', 'aws_schemas_registry'],
      ['schema/*', 'aws_schemas_schema'],
    ],
    secretsmanager: [['secret:*', 'aws_secretsmanager_secret']],
    serverlessrepo: [['applications/*', 'aws_serverlessapplicationrepository_application']],
    servicecatalog: [
      ['portfolio/*', 'aws_servicecatalog_portfolio'],
      ['product/*', 'aws_servicecatalog_product'],
    ],
    ses: [
      ['configuration-set/*', 'aws_sesv2_configuration_set'],
      ['identity/*', 'aws_sesv2_email_identity'],
    ],
    signer: [['/signing-profiles/*', 'aws_signer_signing_profile']],
    sns: [
      ['app/*', 'aws_sns_platform_application'],
      ['*:*', 'aws_sns_topic_subscription'],
      ['*', 'aws_sns_topic'],
    ],
    sqs: [['*', 'aws_sqs_queue']],
    ssm: [
      ['automation-definition/*', 'aws_ssm_document'],
      ['document/*', 'aws_ssm_document'],
      ['maintenancewindow/*', 'aws_ssm_maintenance_window'],
      ['parameter/*', 'aws_ssm_parameter'],
      ['patchbaseline/*', 'aws_ssm_patch_baseline'],
    ],
    sso: [
      ['application/*', 'aws_ssoadmin_application'],
      ['instance/*', 'aws_ssoadmin_instance'],
      ['permissionSet/*', 'aws_ssoadmin_permission_set'],
    ],
    states: [
      ['activity:*', 'aws_sfn_activity'],
      ['stateMachine:*', 'aws_sfn_state_machine'],
    ],
    storagegateway: [['gateway/*', 'aws_storagegateway_gateway']],
    sts: [['assumed-role/*', 'aws_iam_role']],
    timestream: [
      ['database/*/table/*', 'aws_timestreamwrite_table'],
      ['database/*', 'aws_timestreamwrite_database'],
    ],
    transfer: [
      ['server/*', 'aws_transfer_server'],
      ['user/*', 'aws_transfer_user'],
    ],
    'vpc-lattice': [
      ['service/*', 'aws_vpclattice_service'],
      ['servicenetwork/*', 'aws_vpclattice_service_network'],
    ],
    wafv2: [
      ['*/ipset/*', 'aws_wafv2_ip_set'],
      ['*/rulegroup/*', 'aws_wafv2_rule_group'],
      ['*/webacl/*', 'aws_wafv2_web_acl'],
    ],
    workspaces: [
      ['directory/*', 'aws_workspaces_directory'],
      ['workspace/*', 'aws_workspaces_workspace'],
    ],
    xray: [['group/*', 'aws_xray_group']],
  } satisfies Record<string, readonly Entry[]>),
)

/** S3 ARNs that name an account: what is no bucket. */
const S3_IN_ACCOUNT: readonly Entry[] = [
  ['accesspoint/*/object*', 'aws_s3_object'],
  ['accesspoint/*', 'aws_s3_access_point'],
  ['access-grants/default', 'aws_s3control_access_grants_instance'],
  ['access-grants/default/grant/*', 'aws_s3control_access_grant'],
  ['access-grants/default/location/*', 'aws_s3control_access_grants_location'],
  ['storage-lens/*', 'aws_s3control_storage_lens_configuration'],
]

/**
 * The Terraform resource type of what an AWS ARN, or ARN pattern, names: `aws_s3_object` for
 * `arn:aws:s3:::bucket/*`, `aws_account` for an account's root.
 *
 * Where the table has no entry, the name is built from the vendor's own resource type (`aws_<service>_<type>`);
 * where the pattern leaves the kind open (`arn:aws:iam::111122223333:*`, `*`), it is `aws_resource`.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export function terraformTypeOfArn(arn: string): string {
  const [head, , service, , account, ...rest] = arn.split(':', 2048)
  if (head !== 'arn' || service === undefined || account === undefined || rest.length === 0) return ANY_RESOURCE
  const resource = rest.join(':')
  if (resource === '') return ANY_RESOURCE
  const inAccount = service === 's3' && account !== '' ? firstMatch(S3_IN_ACCOUNT, resource) : null
  return inAccount ?? firstMatch(TYPES.get(service) ?? [], resource) ?? publishedType(service, resource) ?? ANY_RESOURCE
}

function firstMatch(entries: readonly Entry[], resource: string): string | null {
  for (const [pattern, type] of entries) if (globMatches(pattern, resource)) return type
  return null
}

const published = new Map<string, readonly Entry[]>()

/** The vendor's resource type whose ARN template fits, the most specific one, in Terraform's spelling. */
function publishedType(service: string, resource: string): string | null {
  let entries = published.get(service)
  if (entries === undefined) {
    entries = resourceTypesOf(service)
      .map((type) => ({ type, parts: type.patterns.split(':') }))
      .filter(({ parts }) => parts[2] === service && parts.length > 5)
      .map(({ type, parts }): Entry => [parts.slice(5).join(':'), `aws_${snakeCase(service)}_${snakeCase(type.name)}`])
      .sort((a, b) => b[0].replaceAll('*', '').length - a[0].replaceAll('*', '').length)
    if (entries.length === 0) return null
    published.set(service, entries)
  }
  return firstMatch(entries, resource)
}

/** `AutoScalingGroup`, `bot alias` and `job-queue` as `auto_scaling_group`, `bot_alias` and `job_queue`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}
