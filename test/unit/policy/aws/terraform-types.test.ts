import { describe, expect, it } from 'vitest'
import { awsCatalogue, resourceTypesOf } from '../../../../src/policy/aws/catalogue.js'
import { terraformTypeOfArn } from '../../../../src/policy/aws/terraform-types.js'

describe('the Terraform type of an ARN', () => {
  it.each([
    ['arn:aws:s3:::bucket', 'aws_s3_bucket'],
    ['arn:aws:s3:::bucket/*', 'aws_s3_object'],
    ['arn:aws-us-gov:s3:::bucket/a/b', 'aws_s3_object'],
    ['arn:aws:s3:::*', 'aws_s3_bucket'],
    ['arn:aws:s3:eu-west-1:111122223333:accesspoint/ap', 'aws_s3_access_point'],
    ['arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/key', 'aws_s3_object'],
    ['arn:aws:iam::111122223333:role/team/app', 'aws_iam_role'],
    ['arn:aws:iam::111122223333:role/*', 'aws_iam_role'],
    ['arn:aws:iam::111122223333:user/ann', 'aws_iam_user'],
    ['arn:aws:iam::111122223333:policy/p', 'aws_iam_policy'],
    ['arn:aws:iam::111122223333:oidc-provider/gitlab.com', 'aws_iam_openid_connect_provider'],
    ['arn:aws:iam::111122223333:root', 'aws_account'],
    ['arn:aws:sts::111122223333:assumed-role/r/s', 'aws_iam_role'],
    ['arn:aws:kms:us-east-1:111122223333:key/1234', 'aws_kms_key'],
    ['arn:aws:sqs:us-east-1:111122223333:orders', 'aws_sqs_queue'],
    ['arn:aws:sns:us-east-1:111122223333:alerts', 'aws_sns_topic'],
    ['arn:aws:sns:us-east-1:111122223333:alerts:0000', 'aws_sns_topic_subscription'],
    ['arn:aws:lambda:us-east-1:111122223333:function:f', 'aws_lambda_function'],
    ['arn:aws:lambda:us-east-1:111122223333:function:f:PROD', 'aws_lambda_function'],
    ['arn:aws:lambda:us-east-1:111122223333:layer:l:3', 'aws_lambda_layer_version'],
    ['arn:aws:dynamodb:us-east-1:111122223333:table/t', 'aws_dynamodb_table'],
    ['arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i', 'aws_dynamodb_table'],
    ['arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf', 'aws_secretsmanager_secret'],
    ['arn:aws:ec2:us-east-1::snapshot/snap-0aaa1111bbb2222c1', 'aws_ebs_snapshot'],
    ['arn:aws:ec2:us-east-1::image/ami-1', 'aws_ami'],
    ['arn:aws:ec2:us-east-1:111122223333:vpc-endpoint-service/vpce-svc-1', 'aws_vpc_endpoint_service'],
    ['arn:aws:rds:us-east-1:111122223333:snapshot:s', 'aws_db_snapshot'],
    ['arn:aws:rds:us-east-1:111122223333:cluster:c', 'aws_rds_cluster'],
    ['arn:aws:rds:us-east-1:111122223333:cluster-snapshot:c', 'aws_db_cluster_snapshot'],
    ['arn:aws:ecr:us-east-1:111122223333:repository/team/app', 'aws_ecr_repository'],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/prod/db', 'aws_ssm_parameter'],
    ['arn:aws:logs:us-east-1:111122223333:log-group:/aws/lambda/f:*', 'aws_cloudwatch_log_group'],
    ['arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/a/1', 'aws_lb'],
    ['arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/classic', 'aws_elb'],
  ])('%s is %s', (arn, type) => {
    expect(terraformTypeOfArn(arn)).toBe(type)
  })

  it.each([
    ['arn:aws:lex:us-east-1:111122223333:bot-alias/B/A', 'aws_lex_bot_alias'],
    ['arn:aws:macie2:us-east-1:111122223333:custom-data-identifier/1', 'aws_macie2_custom_data_identifier'],
    ['arn:aws:cognito-sync:us-east-1:111122223333:identitypool/p/identity/i/dataset/d', 'aws_cognito_sync_dataset'],
  ])('without an entry takes the vendor name: %s is %s', (arn, type) => {
    expect(terraformTypeOfArn(arn)).toBe(type)
  })

  it.each([
    '*',
    '',
    'arn:*',
    'arn:aws:s3',
    'arn:aws:s3:::',
    'arn:aws:*:*:*:*',
    'arn:aws:iam::111122223333:*',
    'arn:aws:no-such-service:us-east-1:111122223333:thing/1',
    'arn:aws:__proto__::111122223333:thing',
    'not an arn',
  ])('leaves open what the pattern leaves open: %j', (arn) => {
    expect(terraformTypeOfArn(arn)).toBe('aws_resource')
  })

  it('gives every published resource type a name', () => {
    const unnamed = awsCatalogue()
      .services()
      .flatMap((service) => resourceTypesOf(service))
      .map((type) => type.patterns)
      .filter((pattern) => pattern.split(':').length > 5 && pattern.split(':')[2] !== '*')
      .filter((pattern) => !/^aws_[a-z0-9_]+$/.test(terraformTypeOfArn(pattern)))
    expect(unnamed).toEqual([])
  })

  it('does not slow down on a hostile ARN', () => {
    expect(terraformTypeOfArn(`arn:aws:wafv2:::${'/'.repeat(100_000)}`)).toBe('aws_resource')
  })
})
