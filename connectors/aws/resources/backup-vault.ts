import { accountOf, parseArn } from '../arn.js'
import { textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'

/**
 * Backup vaults. A vault's policy also speaks about the recovery points in it, whose ARNs do not name the vault.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupVaultListMember.html
 */
export const backupVault = listedResource({
  type: 'aws_backup_vault',
  list: { call: 'backup list-backup-vaults', field: 'BackupVaultList', name: 'BackupVaultName' },
  arn: ({ partition, region, account, name, entry }) =>
    textField(entry, 'BackupVaultArn') ?? `arn:${partition}:backup:${region}:${account}:backup-vault:${name}`,
  policy: {
    call: 'backup get-backup-vault-access-policy',
    path: ['Policy'],
    named: [['BackupVaultArn'], ['BackupVaultName']],
  },
  covers: (arn) => [
    arn,
    `arn:${parseArn(arn)?.partition ?? 'aws'}:backup:${parseArn(arn)?.region ?? '*'}:${accountOf(arn) ?? '*'}:recovery-point:*`,
  ],
  properties: ({ entry }) => ({
    locked: entry['Locked'] === true,
    vaultType: textField(entry, 'VaultType'),
    kmsKey: textField(entry, 'EncryptionKeyArn'),
  }),
  collect: {
    'backup list-backup-vaults': 'backup:ListBackupVaults',
    'backup get-backup-vault-access-policy': {
      needs: 'backup:GetBackupVaultAccessPolicy',
      input: ({ name }) => ({ BackupVaultName: name }),
    },
  },
})
