import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, readShare } from '../shared-with.js'
import { wholeList, wholeNames } from '../whole-list.js'

/**
 * WorkSpaces connection aliases: an account that may associate one with its directory receives the users who log in by it.
 *
 * @see https://docs.aws.amazon.com/workspaces/latest/adminguide/cross-region-redirection.html
 */
export const workspacesConnectionAlias: ResourceType = listedResource({
  type: 'aws_workspaces_connection_alias',
  list: { call: 'workspaces describe-connection-aliases', field: 'ConnectionAliases', name: 'AliasId' },
  arn: (item) =>
    (textField(item.entry, 'OwnerAccountId') ?? item.account) === item.account
      ? `arn:${item.partition}:workspaces:${arnRegion(item)}:${item.account}:connectionalias/${item.name}`
      : null,
  asks: [
    {
      call: 'workspaces describe-connection-alias-permissions',
      named: [['AliasId']],
      bears: 'access',
      read: readShare({
        names: (body) => {
          const accounts = wholeNames(body, 'ConnectionAliasPermissions', ['SharedAccountId'])
          const permissions = wholeList(body, 'ConnectionAliasPermissions')
          return accounts?.filter((_, at) => permissions?.[at]?.['AllowAssociation'] !== false) ?? null
        },
        actions: () => ['workspaces:AssociateConnectionAlias'],
      }),
    },
  ],
  properties: ({ entry }) => ({
    connectionString: textField(entry, 'ConnectionString'),
    status: textField(entry, 'State'),
  }),
  collect: {
    'workspaces describe-connection-aliases': 'workspaces:DescribeConnectionAliases',
    'workspaces describe-connection-alias-permissions': {
      needs: 'workspaces:DescribeConnectionAliasPermissions',
      input: ({ name }) => ({ AliasId: name }),
    },
  },
})
