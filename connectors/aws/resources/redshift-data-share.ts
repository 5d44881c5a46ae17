import { isObject, type Json } from '../../../src/model/index.js'
import { lastName, parseArn } from '../arn.js'
import { objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { ACCEPTED, attachShares, isOwn } from '../shared-with.js'

const USE = [
  'redshift:AssociateDataShareConsumer',
  'redshift:DisassociateDataShareConsumer',
  'redshift:RejectDataShare',
]

/** A data share by the last part of its ARN, which is its name. */
const named = (entry: Json): Json =>
  isObject(entry) ? { ...entry, Name: lastName(textField(entry, 'DataShareArn') ?? '') } : entry

/** `AUTHORIZED` and `AVAILABLE` wait for the consumer; what our side has not authorized gives nothing. */
const OFFERED = ['AUTHORIZED', 'AVAILABLE']

/**
 * Redshift data shares and their consumers: accounts, or namespaces in them.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_DataShareAssociation.html
 * @see https://docs.aws.amazon.com/redshift/latest/dg/across-account.html
 */
export const redshiftDataShare: ResourceType = listedResource({
  type: 'aws_redshift_data_share',
  list: ['redshift describe-data-shares', 'redshift describe-data-shares-for-producer'].map((call) => ({
    call,
    field: 'DataShares',
    entries: (body: Json) =>
      isObject(body) && Array.isArray(body['DataShares']) ? body['DataShares'].map(named) : null,
  })),
  arn: (item) => {
    const arn = textField(item.entry, 'DataShareArn')
    return isOwn(arn, item) ? arn : null
  },
  readEntry: (found, facts) => {
    const consumers = objectsField(found.entry, 'DataShareAssociations').flatMap((entry) => {
      const id = textField(entry, 'ConsumerIdentifier')
      const status = textField(entry, 'Status') ?? ''
      return id === null ? [] : [{ name: consumerName(id, found.account), status }]
    })
    const active = consumers.filter(({ status }) => status === 'ACTIVE').map(({ name }) => name)
    const offered = consumers.filter(({ status }) => OFFERED.includes(status)).map(({ name }) => name)
    return attachShares(facts, found.arn, [
      { names: active, actions: USE },
      { names: offered.filter((name) => !active.includes(name)), actions: USE, condition: ACCEPTED },
    ])
  },
  properties: ({ entry }) => ({
    managedBy: textField(entry, 'ManagedBy'),
    publiclyAccessibleConsumers: entry['AllowPubliclyAccessibleConsumers'] === true,
    consumers: objectsField(entry, 'DataShareAssociations').map((consumer) => ({
      consumer: textField(consumer, 'ConsumerIdentifier'),
      status: textField(consumer, 'Status'),
    })),
  }),
  collect: { 'redshift describe-data-shares': 'redshift:DescribeDataShares' },
})

/** A namespace stands for the account that it is in; one without an account is in ours. */
function consumerName(id: string, own: string): string {
  const account = id.split('/').find((part) => /^[0-9]{12}$/.test(part)) ?? parseArn(id)?.account
  return account ?? (/^[0-9a-f-]{36}$/.test(id) ? own : id)
}
