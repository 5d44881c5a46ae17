import { describe, expect, it } from 'vitest'
import { globMatches } from '../../../../src/model/glob.js'
import { awsCatalogue, expandPattern } from '../../../../src/policy/aws/catalogue.js'
import { DATA_ACTIONS } from '../../../../src/policy/aws/data-actions.js'

const catalogue = awsCatalogue()

function isData(action: string): boolean {
  const id = catalogue.idOf(action)
  if (id < 0) throw new Error(`\`${action}\` is not in the catalogue`)
  return catalogue.data(id)
}

describe('data actions', () => {
  it.each([
    's3:GetObject s3:GetObjectVersion s3:PutObject s3:DeleteObject s3:DeleteObjectVersion s3express:CreateSession',
    'dynamodb:Scan dynamodb:Query dynamodb:GetItem dynamodb:BatchWriteItem dynamodb:PartiQLSelect',
    'kms:Decrypt kms:Encrypt kms:ReEncryptFrom kms:ReEncryptTo kms:GenerateDataKey kms:GenerateDataKeyPairWithoutPlaintext',
    'ebs:GetSnapshotBlock ec2:CreateVolume ec2:CopySnapshot rds:RestoreDBInstanceFromDBSnapshot rds:CopyDBSnapshot',
    'ecr:BatchGetImage ecr:GetDownloadUrlForLayer ecr:PutImage',
    'sqs:SendMessage sqs:ReceiveMessage sqs:DeleteMessage sqs:PurgeQueue sns:Publish',
    'logs:GetLogEvents logs:FilterLogEvents logs:StartQuery logs:GetQueryResults logs:PutLogEvents',
    'secretsmanager:GetSecretValue secretsmanager:BatchGetSecretValue secretsmanager:PutSecretValue',
    'ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath ssm:GetParameterHistory ssm:PutParameter',
    'athena:GetQueryResults codecommit:GitPull codecommit:GitPush kinesis:GetRecords kinesis:PutRecords firehose:PutRecord',
    'es:ESHttpGet es:ESHttpPost rds-data:ExecuteStatement redshift-data:GetStatementResult rds-db:connect',
    'elasticfilesystem:ClientMount elasticfilesystem:ClientWrite workmailmessageflow:GetRawMessageContent',
  ])('count where content is read or changed: %s', (actions) => {
    for (const action of actions.split(' ')) expect([action, isData(action)]).toEqual([action, true])
  })

  it.each([
    's3:ListBucket s3:ListAllMyBuckets s3:GetObjectAcl s3:PutObjectAcl s3:GetObjectTagging s3:GetObjectAttributes',
    's3:GetBucketPolicy s3:CreateBucket s3:DeleteBucket s3:PutBucketPolicy s3:GetBucketLocation',
    'lambda:InvokeFunction lambda:InvokeFunctionUrl states:StartExecution ec2:RunInstances ssm:SendCommand',
    'bedrock:InvokeModel sagemaker:InvokeEndpoint execute-api:Invoke ecs:RunTask codebuild:StartBuild',
    'ec2:DescribeSnapshots ec2:ModifySnapshotAttribute ec2:CreateSnapshot rds:ModifyDBSnapshotAttribute',
    'dynamodb:DescribeTable dynamodb:CreateTable dynamodb:DeleteTable dynamodb:ListTables dynamodb:UpdateTable',
    'kms:CreateGrant kms:DescribeKey kms:PutKeyPolicy kms:ScheduleKeyDeletion kms:ListKeys',
    'iam:PassRole iam:CreateAccessKey iam:GetRole sts:AssumeRole sts:GetCallerIdentity',
    'sqs:GetQueueAttributes sqs:CreateQueue sns:ListTopics sns:SetTopicAttributes secretsmanager:DescribeSecret',
    'secretsmanager:ListSecrets ssm:DescribeParameters ssm:StartSession logs:DescribeLogGroups ecr:DescribeImages',
    'cloudwatch:GetMetricData ec2:DescribeInstances rds:DescribeDBInstances kinesis:DescribeStream',
    'textract:DetectDocumentText translate:TranslateText geo:DeleteGeofenceCollection',
  ])('do not count where something is run, configured, listed or tagged: %s', (actions) => {
    for (const action of actions.split(' ')) expect([action, isData(action)]).toEqual([action, false])
  })

  it('cover at least seventy services, each one known', () => {
    expect(DATA_ACTIONS.size).toBeGreaterThanOrEqual(70)
    expect([...DATA_ACTIONS.keys()].filter((service) => catalogue.serviceRange(service) === null)).toEqual([])
  })

  it('name only actions that exist: each pattern finds one, each exception takes one away', () => {
    const idle: string[] = []
    for (const [service, patterns] of DATA_ACTIONS) {
      const included = patterns.filter((pattern) => !pattern.startsWith('!')).map((pattern) => pattern.toLowerCase())
      for (const pattern of patterns) {
        const ids = [...expandPattern(`${service}:${pattern.replace('!', '')}`)]
        const relevant = pattern.startsWith('!')
          ? ids.filter((id) => {
              const name = catalogue
                .name(id)
                .slice(service.length + 1)
                .toLowerCase()
              return included.some((other) => globMatches(other, name))
            })
          : ids
        if (relevant.length === 0) idle.push(`${service}:${pattern}`)
      }
    }
    expect(idle).toEqual([])
  })

  it('never include permission management or tagging, logins and previews that the vendor calls so aside', () => {
    const wrong = [...expandPattern('*')].filter(
      (id) => catalogue.data(id) && catalogue.access(id).some((word) => word === 'permissions' || word === 'tag'),
    )
    expect(wrong.map((id) => catalogue.name(id))).toEqual([
      'glue:GetDataPreviewStatement',
      'opensearch:ApplicationAccessAll',
      'rds-db:connect',
    ])
  })
})
