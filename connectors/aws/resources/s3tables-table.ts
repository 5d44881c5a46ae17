import { lastName } from '../arn.js'
import { objectsField, textField, textsField } from '../fields.js'
import { listedResource, type ListedItem } from '../listed-resource.js'

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
  names(item) {
    const bucket = bucketArn(item)
    return [lastName(bucket), bucket].map((name) => [name, ...placeOf(item)].join('--'))
  },
  policy: { call: 's3tables get-table-policy', path: ['resourcePolicy'] },
  collect: {
    's3tables list-tables': {
      needs: 's3tables:ListTables',
      of: 's3tables list-table-buckets',
      each: (body) =>
        objectsField(body, 'tableBuckets').flatMap((entry) => {
          const bucket = textField(entry, 'arn')
          return bucket === null ? [] : [{ name: bucket, entry }]
        }),
      input: ({ name }) => ({ tableBucketARN: name, maxTables: 1000 }),
      subject: ({ name }) => [lastName(name)],
    },
    's3tables get-table-policy': {
      needs: 's3tables:GetTablePolicy',
      input(item) {
        const [namespace, name] = placeOf(item)
        return { tableBucketARN: bucketArn(item), namespace, name }
      },
      subject: (item) => [lastName(bucketArn(item)), ...placeOf(item)],
    },
  },
})

/** The ARN of the table bucket, which that of the table goes on after. */
function bucketArn({ name }: ListedItem): string {
  return name.slice(0, name.indexOf('/table/'))
}

function placeOf({ entry }: ListedItem): [namespace: string, table: string] {
  return [textsField(entry, 'namespace')[0] ?? '', textField(entry, 'name') ?? '']
}
