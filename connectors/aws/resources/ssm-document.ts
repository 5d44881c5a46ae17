import type { JsonObject } from '../../../src/model/index.js'
import { withAccountSetting } from '../account-setting.js'
import { dateField, objectField, textField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { arnRegion, readShare } from '../shared-with.js'
import { wholeTexts } from '../whole-list.js'

const READ = ['ssm:GetDocument', 'ssm:DescribeDocument', 'ssm:DescribeDocumentParameters']

/** What a document of each type is for; types that are only read are not listed. */
const USE = new Map<string, readonly string[]>([
  ['Command', ['ssm:SendCommand', 'ssm:CreateAssociation']],
  ['Policy', ['ssm:CreateAssociation']],
  ['Automation', ['ssm:StartAutomationExecution', 'ssm:CreateAssociation']],
  ['Session', ['ssm:StartSession']],
])

const SETTING = 'ssm get-service-setting'

/**
 * Systems Manager documents and with whom they are shared. A share lets the other side read the document and run it in
 * its own account.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html
 */
export const ssmDocument: ResourceType = withAccountSetting(
  listedResource({
    type: 'aws_ssm_document',
    list: { call: 'ssm list-documents', field: 'DocumentIdentifiers' },
    arn: (item) => {
      const owner = textField(item.entry, 'Owner') ?? (item.name.startsWith('arn:') ? null : item.account)
      return owner === item.account
        ? `arn:${item.partition}:ssm:${arnRegion(item)}:${item.account}:document/${item.name}`
        : null
    },
    asks: [
      {
        call: 'ssm describe-document-permission',
        bears: 'access',
        read: readShare({
          names: (body) =>
            wholeTexts(body, 'AccountIds')?.map((name) => (name.toLowerCase() === 'all' ? 'all' : name)) ?? null,
          actions: (_, { entry }) => [...READ, ...(USE.get(textField(entry, 'DocumentType') ?? '') ?? [])],
          guard: SETTING,
        }),
      },
    ],
    properties: ({ entry }) => ({
      createdAt: dateField(entry, 'CreatedDate'),
      documentType: textField(entry, 'DocumentType'),
    }),
    collect: {
      'ssm list-documents': {
        needs: 'ssm:ListDocuments',
        input: { Filters: [{ Key: 'Owner', Values: ['Self'] }], MaxResults: 50 },
      },
      'ssm describe-document-permission': {
        needs: 'ssm:DescribeDocumentPermission',
        input: ({ name }) => ({ Name: name, PermissionType: 'Share' }),
      },
      [SETTING]: {
        needs: 'ssm:GetServiceSetting',
        input: { SettingId: '/ssm/documents/console/public-sharing-permission' },
      },
    },
  }),
  {
    call: SETTING,
    property: 'documentPublicSharing',
    value: (body) => {
      const setting: JsonObject = objectField(body, 'ServiceSetting') ?? {}
      const isThis = textField(setting, 'SettingId')?.endsWith('/ssm/documents/console/public-sharing-permission')
      return isThis === true ? textField(setting, 'SettingValue') : null
    },
  },
)
