import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachResourcePolicy } from '../resource-policy.js'

const LOCK = 'glacier get-vault-lock'

/**
 * Glacier vaults: an access policy, and a lock policy that counts as soon as locking has begun.
 *
 * @see https://docs.aws.amazon.com/amazonglacier/latest/dev/vault-lock-policy.html
 */
export const glacierVault = listedResource({
  type: 'aws_glacier_vault',
  list: { call: 'glacier list-vaults', field: 'VaultList', name: 'VaultName' },
  arn: ownArn('VaultARN'),
  policy: { call: 'glacier get-vault-access-policy', path: ['policy', 'Policy'] },
  asks: [
    {
      call: LOCK,
      bears: 'limits',
      read(bodies, { arn, answer }, facts) {
        const record = answer(LOCK)
        if (record === null || bodies.length === 0) return null
        const place = { call: LOCK, path: ['Policy'], mayLack: true }
        const of = { id: `${arn}#lock-policy`, name: 'vault lock policy' }
        return attachResourcePolicy(facts, record, arn, place, of) ? null : 'holds a lock policy that cannot be read'
      },
    },
  ],
  properties: ({ body }) => ({ lockState: textField(body(LOCK), 'State') }),
  collect: {
    // The hyphen stands for the caller's own account.
    'glacier list-vaults': { needs: 'glacier:ListVaults', input: { accountId: '-' } },
    'glacier get-vault-access-policy': {
      needs: 'glacier:GetVaultAccessPolicy',
      input: ({ name }) => ({ accountId: '-', vaultName: name }),
    },
    [LOCK]: { needs: 'glacier:GetVaultLock', input: ({ name }) => ({ accountId: '-', vaultName: name }) },
  },
})
