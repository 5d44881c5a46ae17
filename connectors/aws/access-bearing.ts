/**
 * Calls that tell who else has access to what an account holds, what lists that (null if nothing has to), and what it is.
 * An import without any answer to the call says nothing about it, unless the list was answered and there is nothing to
 * ask about.
 */
export const ACCESS_BEARING: readonly (readonly [call: string, list: string | null, about: string])[] = [
  ['backup get-backup-vault-access-policy', 'backup list-backup-vaults', 'backup vault policies'],
  ['codebuild get-resource-policy', 'codebuild list-projects', 'build project policies'],
  ['dynamodb get-resource-policy', 'dynamodb list-tables', 'table policies'],
  ['ec2 describe-image-attribute', 'ec2 describe-images', 'shared machine images'],
  ['ec2 describe-snapshot-attribute', 'ec2 describe-snapshots', 'shared disk snapshots'],
  ['ecr get-registry-policy', null, 'image registry policies'],
  ['ecr get-repository-policy', 'ecr describe-repositories', 'image repository policies'],
  ['efs describe-file-system-policy', 'efs describe-file-systems', 'file system policies'],
  ['events describe-event-bus', 'events list-event-buses', 'event bus policies'],
  ['kinesis get-resource-policy', 'kinesis list-streams', 'stream policies'],
  ['kms get-key-policy', 'kms list-keys', 'key policies'],
  ['kms list-grants', 'kms list-keys', 'key grants'],
  ['lambda get-layer-version-policy', 'lambda list-layers', 'layer policies'],
  ['lambda get-policy', 'lambda list-functions', 'function policies'],
  ['lambda list-aliases', 'lambda list-functions', 'function aliases, which have policies of their own,'],
  ['ram get-resource-shares', null, 'resource shares'],
  ['rds describe-db-snapshot-attributes', 'rds describe-db-snapshots', 'shared database snapshots'],
  ['s3api get-bucket-acl', 's3api list-buckets', 'bucket ACLs'],
  ['s3api get-bucket-policy', 's3api list-buckets', 'bucket policies'],
  ['s3api list-buckets', null, 'buckets'],
  ['s3api list-directory-buckets', null, 'directory buckets'],
  [
    's3control get-access-grants-instance-resource-policy',
    's3control list-access-grants-instances',
    'access grants instance policies',
  ],
  ['s3control get-access-point-policy', 's3control list-access-points', 'access point policies'],
  [
    's3control get-access-point-policy-for-object-lambda',
    's3control list-access-points-for-object-lambda',
    'Object Lambda access point policies',
  ],
  [
    's3control get-multi-region-access-point-policy',
    's3control list-multi-region-access-points',
    'multi-Region access point policies',
  ],
  ['s3control get-public-access-block', 's3api list-buckets', 'public access block of the account'],
  ['s3control list-access-grants', 's3control list-access-grants-instances', 'access grants'],
  ['s3tables get-table-bucket-policy', 's3tables list-table-buckets', 'table bucket policies'],
  ['s3tables list-tables', 's3tables list-table-buckets', 'tables in table buckets'],
  ['s3vectors get-vector-bucket-policy', 's3vectors list-vector-buckets', 'vector bucket policies'],
  ['secretsmanager get-resource-policy', 'secretsmanager list-secrets', 'secret policies'],
  ['sns get-topic-attributes', 'sns list-topics', 'topic policies'],
  ['sqs get-queue-attributes', 'sqs list-queues', 'queue policies'],
]
