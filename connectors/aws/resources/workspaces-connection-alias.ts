import { isObject } from '../../../src/model/index.js'
import { objectsField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, readShare } from '../shared-with.js'

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
        names: (body) =>
          isObject(body) && Array.isArray(body['ConnectionAliasPermissions'])
            ? objectsField(body, 'ConnectionAliasPermissions')
                .filter((entry) => entry['AllowAssociation'] !== false)
                .flatMap((entry) => textField(entry, 'SharedAccountId') ?? [])
            : null,
        actions: () => ['workspaces:AssociateConnectionAlias'],
      }),
    },
  ],
  properties: ({ entry }) => ({
    connectionString: textField(entry, 'ConnectionString'),
    status: textField(entry, 'State'),
  }),
  permissions: ['workspaces:DescribeConnectionAliases', 'workspaces:DescribeConnectionAliasPermissions'],
})
