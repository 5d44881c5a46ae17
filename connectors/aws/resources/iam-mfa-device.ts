import { compareText } from '../../../src/model/index.js'
import { AUTHORIZATION_DETAILS } from '../authorization-details.js'
import { declared } from '../collect/declaration.js'
import { objectsField, textField } from '../fields.js'
import type { ResourceType } from '../resource-type.js'

const LIST = 'iam list-mfa-devices'

/**
 * MFA devices: serial numbers on the user that has them (`mfaDevices`; empty when asked and there is none).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html
 */
export const iamMfaDevice: ResourceType = {
  type: 'aws_iam_virtual_mfa_device',
  calls: [LIST],
  collect: declared({ [LIST]: { needs: 'iam:ListMFADevices', input: ({ name }) => ({ UserName: name }) } }, [
    { call: AUTHORIZATION_DETAILS, field: 'UserDetailList', name: 'UserName' },
  ]),
  normalize(records, facts) {
    const serials = new Map<string, string[]>()
    for (const record of records.answered(LIST)) {
      const devices = objectsField(record.body, 'MFADevices')
      for (const name of new Set([
        ...record.subject.slice(0, 1),
        ...devices.flatMap((device) => textField(device, 'UserName') ?? []),
      ])) {
        const user = records.userArn(record.account, name)
        if (user === null) continue
        const own = devices.filter((device) => (textField(device, 'UserName') ?? name) === name)
        const found = own.flatMap((device) => textField(device, 'SerialNumber') ?? [])
        serials.set(user, [...(serials.get(user) ?? []), ...found])
      }
    }
    for (const [user, found] of serials) {
      const node = facts.get(user)
      if (node !== undefined) node.properties['mfaDevices'] = [...new Set(found)].sort(compareText)
    }
  },
}
