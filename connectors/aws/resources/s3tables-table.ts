import { parseArn } from '../arn.js'
import { textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Tables in table buckets (files: `<table bucket or its ARN>--<namespace>--<table>.json`).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3TableBuckets_GetTablePolicy.html
 */
export const s3tablesTable = listedResource({
  type: 'aws_s3tables_table',
  list: { call: 's3tables list-tables', field: 'tables', name: 'tableARN' },
  arn: ({ name }) => (name.includes('/table/') ? name : null),
  displayName: ({ entry, name }) => textField(entry, 'name') ?? name,
  exactNames: true,
  names({ name, entry }) {
    const [, bucket = ''] = (parseArn(name)?.resource ?? '').split('/')
    const bucketArn = name.slice(0, name.indexOf('/table/'))
    const table = [textsField(entry, 'namespace')[0] ?? '', textField(entry, 'name') ?? ''].join('--')
    return [`${bucket}--${table}`, `${bucketArn}--${table}`]
  },
  policy: { call: 's3tables get-table-policy', path: ['resourcePolicy'] },
  permissions: ['s3tables:ListTables', 's3tables:GetTablePolicy'],
})
