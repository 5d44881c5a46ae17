import { isObject } from '../../../src/model/index.js'
import { dateField, textField } from '../fields.js'
import { attachHeldPolicy } from '../held-policy.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion } from '../shared-with.js'

const DESCRIBE = 'events describe-event-bus'

/**
 * Event buses: who may put events on them, or manage rules there.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-permissions.html
 */
export const eventBus: ResourceType = listedResource({
  type: 'aws_cloudwatch_event_bus',
  list: { call: 'events list-event-buses', field: 'EventBuses' },
  arn: (item) =>
    textField(item.entry, 'Arn') ??
    `arn:${item.partition}:events:${arnRegion(item)}:${item.account}:event-bus/${item.name}`,
  asks: [
    {
      call: DESCRIBE,
      named: [['Arn'], ['Name']],
      bears: 'access',
      when: (found) => found.answer(DESCRIBE)?.status === 'ok' || textField(found.entry, 'Policy') === null,
      read: ([body], found, facts) =>
        isObject(body) && (textField(body, 'Arn') ?? textField(body, 'Name')) !== null
          ? attachHeldPolicy(facts, found.arn, body['Policy'])
          : 'is no event bus',
    },
  ],
  readEntry: (found, facts) =>
    found.answer(DESCRIBE)?.status === 'ok' ? null : attachHeldPolicy(facts, found.arn, found.entry['Policy']),
  covers: (arn) => [arn, `${arn.replace(':event-bus/', ':rule/').replace(/:rule\/default$/, ':rule')}/*`],
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'CreationTime') }),
  collect: {
    'events list-event-buses': { needs: 'events:ListEventBuses', input: { Limit: 100 } },
    [DESCRIBE]: {
      needs: 'events:DescribeEventBus',
      input: ({ name, entry }) => (textField(entry, 'Policy') === null ? { Name: name } : null),
    },
  },
})
