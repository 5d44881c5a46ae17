import { objectField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

const DESCRIBE = 'transfer describe-server'

/**
 * Servers of AWS Transfer Family (SFTP, FTPS, FTP, AS2): how they are reached and who tells them whom to let in. What a
 * user then does, it does as a role.
 *
 * LIMIT: users that a directory, a function or an outside service keeps are not known.
 *
 * @see https://docs.aws.amazon.com/transfer/latest/APIReference/API_DescribedServer.html
 */
export const transferServer = listedResource({
  type: 'aws_transfer_server',
  list: { call: 'transfer list-servers', field: 'Servers', name: 'ServerId' },
  arn: ownArn('Arn'),
  asks: [{ call: DESCRIBE, bears: 'nothing', holds: 'Server', named: [['Server', 'ServerId']] }],
  properties({ entry, body }) {
    const described = objectField(body(DESCRIBE), 'Server') ?? undefined
    const said = (field: string): string | null => textField(described, field) ?? textField(entry, field)
    const login = objectField(described, 'IdentityProviderDetails') ?? undefined
    return {
      status: said('State'),
      endpointType: said('EndpointType'),
      protocols: textsField(described, 'Protocols').sort(),
      loginType: said('IdentityProviderType'),
      loginUrl: textField(login, 'Url'),
      loginFunction: textField(login, 'Function'),
      loginDirectory: textField(login, 'DirectoryId'),
    }
  },
  collect: {
    'transfer list-servers': { needs: 'transfer:ListServers', input: { MaxResults: 1000 } },
    [DESCRIBE]: { needs: 'transfer:DescribeServer', input: ({ name }) => ({ ServerId: name }) },
  },
})
