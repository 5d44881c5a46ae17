// Requests of the example that are denied, and the layers that deny them.
import { DATA, PRODUCTION, SANDBOX, SECURITY } from './northwind-answer.js'

const TENANT = '5b8f0c2e-7a41-4d3b-9c66-1f2e3d4c5b01'
export const SUBSCRIPTION = '/subscriptions/c0ffee11-2b3c-4d5e-8f90-a1b2c3d4e501'
export const STORAGE = 'providers/Microsoft.Storage/storageAccounts'

export const role = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`

const trail = `arn:aws:cloudtrail:us-east-1:${SECURITY}:trail/organization`

export const DENIED: readonly (readonly [
  what: string,
  principal: string,
  action: string,
  resource: string,
  deniedBy: readonly string[],
])[] = [
  ['stopping the trail', role(SECURITY, 'WatchfireCollector'), 'cloudtrail:StopLogging', trail, ['scp']],
  [
    'stopping it in an emergency',
    role(SECURITY, 'break-glass/BreakGlassSecurity'),
    'cloudtrail:StopLogging',
    trail,
    ['scp'],
  ],
  ['a service that the sandbox lacks', role(SANDBOX, 'CopperlinePilot'), 'redshift:DescribeClusters', '*', ['scp']],
  [
    'a pilot behind the perimeter',
    'arn:aws:iam::112233445566:role/feed',
    'sts:AssumeRole',
    role(DATA, 'FjordlyticsFeed'),
    ['rcp'],
  ],
  [
    'a trust that ended',
    'arn:aws:iam::776655443322:role/survey',
    'sts:AssumeRole',
    role(PRODUCTION, 'LanternworksSurvey'),
    ['trust'],
  ],
  [
    'a principal that was deleted',
    'arn:aws:iam::112233445566:role/shipper',
    'sts:AssumeRole',
    role(PRODUCTION, 'FormerLogShipper'),
    ['trust'],
  ],
  [
    'another role of the vendor',
    'arn:aws:iam::334455667788:role/other',
    'sts:AssumeRole',
    role(PRODUCTION, 'KestrelLogCollector'),
    ['trust'],
  ],
  [
    'a bucket policy behind the perimeter',
    'arn:aws:iam::112233445566:role/feed',
    's3:GetObject',
    'arn:aws:s3:::northwind-analytics-lake/aggregates/2026.parquet',
    ['rcp'],
  ],
  [
    'a shared snapshot without its key',
    'aws:887766554433',
    'ec2:CreateVolume',
    'arn:aws:ec2:us-east-1::snapshot/snap-0c01dba4c0a10002',
    ['resource-policy'],
  ],
  [
    'a shared secret under a key that AWS manages',
    'arn:aws:iam::464622532012:role/agent',
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:us-east-1:${PRODUCTION}:secret:monitoring/datadog-Zp8wLm`,
    ['resource-policy'],
  ],
  [
    'a public policy under a block',
    'public',
    's3:GetObject',
    'arn:aws:s3:::northwind-product-images/boot.jpg',
    ['public-access-block'],
  ],
  [
    'the keys of a managed backup',
    `azure:${TENANT}/b7c8d9e0-f102-4314-8526-37485960a708`,
    'Microsoft.Storage/storageAccounts/listKeys/action',
    `${SUBSCRIPTION}/resourceGroups/rg-managed-backup/${STORAGE}/nwbackupvault`,
    ['deny-assignment'],
  ],
  [
    'a container that its condition does not name',
    `azure:${TENANT}/11213141-5161-4718-8191-a1b1c1d1e10a`,
    'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
    `${SUBSCRIPTION}/resourceGroups/rg-loyalty/${STORAGE}/nwloyalty/blobServices/default/containers/members`,
    ['role-assignment'],
  ],
  [
    'a bucket behind the perimeter',
    'serviceAccount:sync@brightpixel-prod.iam.gserviceaccount.com',
    'storage.objects.get',
    '//storage.googleapis.com/projects/_/buckets/nw-forecast-models',
    ['perimeter'],
  ],
  [
    'a public bucket that prevents it',
    'public',
    'storage.objects.get',
    '//storage.googleapis.com/projects/_/buckets/nw-press-kit',
    ['public-access-block', 'binding'],
  ],
  [
    'another repository of the same owner',
    'oidc:https://token.actions.githubusercontent.com#repo:shipyard-labs/other:ref:refs/heads/main',
    'iam.serviceAccounts.getAccessToken',
    'serviceAccount:site-release@nw-web.iam.gserviceaccount.com',
    ['binding'],
  ],
]
