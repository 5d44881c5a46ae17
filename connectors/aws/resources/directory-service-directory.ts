import { dateField, objectsField, textField } from '../fields.js'
import { listedResource, type ListedItem } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { ACCEPTED, arnRegion, attachShares } from '../shared-with.js'
import { wholeNames } from '../whole-list.js'

const SHARES = 'ds describe-shared-directories'
const SHARED = ['Shared', 'Sharing']

/**
 * Managed directories and the accounts that may join machines to them. Only AWS Managed Microsoft AD can be shared.
 *
 * @see https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_directory_sharing.html
 * @see https://docs.aws.amazon.com/directoryservice/latest/devguide/API_SharedDirectory.html
 */
export const directoryServiceDirectory: ResourceType = listedResource({
  type: 'aws_directory_service_directory',
  list: { call: 'ds describe-directories', field: 'DirectoryDescriptions', name: 'DirectoryId' },
  arn: (item) =>
    textField(item.entry, 'Type') === 'SharedMicrosoftAD'
      ? null
      : `arn:${item.partition}:ds:${arnRegion(item)}:${item.account}:directory/${item.name}`,
  asks: [
    {
      call: SHARES,
      bears: 'access',
      when: isShareable,
      read: (bodies, found, facts) => {
        if (bodies.some((body) => wholeNames(body, 'SharedDirectories', ['SharedAccountId']) === null))
          return 'holds no list `SharedDirectories` of accounts'
        const shares = bodies
          .flatMap((body) => objectsField(body, 'SharedDirectories'))
          .filter((entry) => (textField(entry, 'OwnerDirectoryId') ?? found.name) === found.name)
        const names = (isMeant: (status: string) => boolean): string[] =>
          shares
            .filter((entry) => isMeant(textField(entry, 'ShareStatus') ?? ''))
            .flatMap((entry) => textField(entry, 'SharedAccountId') ?? [])
        return attachShares(facts, found.arn, [
          { names: names((status) => SHARED.includes(status)), actions: ['ds:CreateComputer'] },
          {
            names: names((status) => status === 'PendingAcceptance'),
            actions: ['ds:AcceptSharedDirectory', 'ds:CreateComputer'],
            condition: ACCEPTED,
          },
        ])
      },
    },
  ],
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'LaunchTime'),
    displayName: textField(entry, 'Name'),
    directoryType: textField(entry, 'Type'),
  }),
  collect: {
    'ds describe-directories': 'ds:DescribeDirectories',
    [SHARES]: {
      needs: 'ds:DescribeSharedDirectories',
      input: (item) => (isShareable(item) ? { OwnerDirectoryId: item.name } : null),
    },
  },
})

function isShareable({ entry }: ListedItem): boolean {
  return (textField(entry, 'Type') ?? 'MicrosoftAD') === 'MicrosoftAD'
}
