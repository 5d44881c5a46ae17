// What a live collection of AWS may do, in every form in which people grant it: made of the declarations of the resource
// types (`collect` in connectors/aws/resources).
// May import: nothing.
// Never does: name an action that no declaration names.

const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

/** The most that a managed policy may hold: white space does not count. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const POLICY_CHARACTERS = 6144

/** The action with which API Gateway reads everything, and what of it is read: not its keys. */
const API_GATEWAY = {
  action: 'apigateway:GET',
  resources: ['/restapis', '/restapis/*/resources', '/domainnames'].map((path) => `arn:aws:apigateway:*::${path}`),
}

/** What is always needed and that no resource type declares. */
const ALWAYS = ['sts:GetCallerIdentity', 'ec2:DescribeRegions']

/**
 * The actions of declared calls, sorted: in each account (`everywhere`), with the first credentials only (`caller`), and
 * by the word that asks for them (`optIn`).
 */
export function awsActions(calls) {
  const everywhere = new Set(ALWAYS)
  const caller = new Set()
  const optIn = new Map()
  for (const { needs, byCaller, optIn: word } of calls)
    for (const action of needs) {
      if (word !== null) optIn.set(word, (optIn.get(word) ?? new Set()).add(action))
      else (byCaller ? caller : everywhere).add(action)
    }
  for (const action of everywhere) caller.delete(action)
  return {
    everywhere: [...everywhere].sort(byText),
    caller: [...caller].sort(byText),
    optIn: new Map([...optIn].sort(([a], [b]) => byText(a, b)).map(([word, set]) => [word, [...set].sort(byText)])),
  }
}

/** Statements that allow the actions and nothing else. */
function statements(sid, actions) {
  const plain = actions.filter((action) => action !== API_GATEWAY.action)
  return [
    { Sid: sid, Effect: 'Allow', Action: plain, Resource: '*' },
    ...(plain.length === actions.length
      ? []
      : [{ Sid: `${sid}ApiGateway`, Effect: 'Allow', Action: [API_GATEWAY.action], Resource: API_GATEWAY.resources }]),
  ]
}

/** Policies that each fit into a managed policy. Services stay together where they fit. */
export function awsPolicies(actions) {
  const policies = []
  let part = []
  const sizeOf = (list) => JSON.stringify(policy(statements('InroadsReads', list))).length
  for (const action of actions) {
    if (part.length > 0 && sizeOf([...part, action]) > POLICY_CHARACTERS - 100) {
      policies.push(part)
      part = []
    }
    part.push(action)
  }
  if (part.length > 0) policies.push(part)
  return policies.map((list) => policy(statements('InroadsReads', list)))
}

function policy(Statement) {
  return { Version: '2012-10-17', Statement }
}

/** For whoever starts the collection: the organization's own data, and the way into the accounts. */
export function awsCallerPolicy(caller) {
  return policy([
    ...statements('InroadsReadsTheOrganization', caller),
    {
      Sid: 'InroadsEntersTheAccounts',
      Effect: 'Allow',
      Action: ['sts:AssumeRole'],
      Resource: 'arn:aws:iam::*:role/inroads-reader',
    },
  ])
}

/** A CloudFormation template for a StackSet over all accounts. */
export function awsStackSet(policies) {
  const names = policies.map((_, at) => `Reads${at + 1}`)
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'A role with which inroads reads who may do what in this account. It reads no content and changes nothing.',
    Parameters: {
      ReaderArn: { Type: 'String', Description: 'ARN of the user or role that runs inroads' },
      ExternalId: { Type: 'String', Description: 'the external id that inroads sends (--external-id)', MinLength: 2 },
      RoleName: { Type: 'String', Default: 'inroads-reader' },
    },
    Resources: {
      ...Object.fromEntries(
        policies.map((document, at) => [
          names[at],
          {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              Description: `What inroads reads, part ${at + 1} of ${policies.length}`,
              PolicyDocument: document,
            },
          },
        ]),
      ),
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'RoleName' },
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: policy([
            {
              Effect: 'Allow',
              Principal: { AWS: { Ref: 'ReaderArn' } },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'ExternalId' } } },
            },
          ]),
          ManagedPolicyArns: names.map((name) => ({ Ref: name })),
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  }
}

/** The same role in Terraform's language. */
export function awsTerraform(policies) {
  const list = (items, indent) => items.map((item) => `${indent}${JSON.stringify(item)},`).join('\n')
  const statement = ({ Sid, Action, Resource }) => `  statement {
    sid = "${Sid}"
    actions = [
${list(Action, '      ')}
    ]
    resources = [${[Resource]
      .flat()
      .map((one) => JSON.stringify(one))
      .join(', ')}]
  }`
  return `# Generated by scripts/generate-docs.mjs from connectors/aws/resources. Do not edit: run \`npm run docs\`.

variable "reader_arn" {
  description = "ARN of the user or role that runs inroads"
  type        = string
}

variable "external_id" {
  description = "the external id that inroads sends (--external-id)"
  type        = string
}

data "aws_iam_policy_document" "inroads_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [var.reader_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.external_id]
    }
  }
}

resource "aws_iam_role" "inroads_reader" {
  name                 = "inroads-reader"
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.inroads_trust.json
}
${policies
  .map(
    ({ Statement }, at) => `
data "aws_iam_policy_document" "inroads_reads_${at + 1}" {
${Statement.map(statement).join('\n')}
}

resource "aws_iam_policy" "inroads_reads_${at + 1}" {
  name   = "inroads-reads-${at + 1}"
  policy = data.aws_iam_policy_document.inroads_reads_${at + 1}.json
}

resource "aws_iam_role_policy_attachment" "inroads_reads_${at + 1}" {
  role       = aws_iam_role.inroads_reader.name
  policy_arn = aws_iam_policy.inroads_reads_${at + 1}.arn
}
`,
  )
  .join('')}`
}
