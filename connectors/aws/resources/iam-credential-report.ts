import type { Json, JsonObject } from '../../../src/model/index.js'
import { accountOf, scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { isoDate, textField } from '../fields.js'
import { addGap, type ResourceType } from '../resource-type.js'

const GENERATE = 'iam generate-credential-report'
const GET = 'iam get-credential-report'

/**
 * The credential report: how each user can sign in, and when it last did. It holds no key id and no secret.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
export const iamCredentialReport: ResourceType = {
  type: 'aws_iam_user',
  calls: [GET],
  // A report that is older than four hours is written anew, which takes some seconds: until then there is an error.
  collect: declared({
    [GENERATE]: 'iam:GenerateCredentialReport',
    [GET]: {
      needs: 'iam:GetCredentialReport',
      of: GENERATE,
      each: () => [{ name: 'report', entry: {} }],
      input: () => ({}),
      subject: () => [],
    },
  }),
  normalize(records, facts) {
    for (const record of records.answered(GET)) {
      const rows = csvRows(reportText(textField(record.body, 'Content') ?? ''))
      const header = rows.shift() ?? []
      if (!header.includes('arn') || !header.includes('user')) {
        addGap(facts, {
          scope: record.account,
          call: GET,
          reason: 'failed',
          message: `the credential report in \`${record.file}\` cannot be read`,
        })
        continue
      }
      for (const cells of rows) {
        const row = new Map(header.map((name, at) => [name, cells[at] ?? '']))
        const arn = row.get('arn') ?? ''
        const isRoot = row.get('user') === '<root_account>'
        const node = facts.get(isRoot ? scopeId(accountOf(arn) ?? record.account) : arn)
        if (node === undefined) continue
        const signIn = { mfaActive: flag(row, 'mfa_active'), accessKeys: [accessKey(row, 1), accessKey(row, 2)] }
        if (isRoot) node.properties['root'] = { ...signIn, lastUsedAt: date(row, 'password_last_used') }
        else
          Object.assign(node.properties, {
            ...signIn,
            passwordEnabled: flag(row, 'password_enabled'),
            passwordLastUsed: date(row, 'password_last_used'),
          })
      }
    }
  },
}

function accessKey(row: Map<string, string>, slot: 1 | 2): JsonObject {
  const known = (name: string): string | null => {
    const value = row.get(`access_key_${slot}_${name}`) ?? ''
    return value === '' || value === 'N/A' ? null : value
  }
  return {
    active: flag(row, `access_key_${slot}_active`),
    lastRotatedAt: date(row, `access_key_${slot}_last_rotated`),
    lastUsedAt: date(row, `access_key_${slot}_last_used_date`),
    lastUsedRegion: known('last_used_region'),
    lastUsedService: known('last_used_service'),
  }
}

function flag(row: Map<string, string>, name: string): boolean | null {
  const value = row.get(name)
  return value === 'true' ? true : value === 'false' ? false : null
}

function date(row: Map<string, string>, name: string): Json {
  return isoDate(row.get(name) ?? '')
}

/** Plain CSV as it is; else base64, as the API returns it. */
function reportText(content: string): string {
  return content.startsWith('user,') ? content : Buffer.from(content, 'base64').toString('utf8')
}

/** Rows of RFC 4180 text, quoted fields included. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (quoted) {
      if (char !== '"') field += char
      else if (text.charAt(at + 1) === '"') field += text.charAt(++at)
      else quoted = false
    } else if (char === '"' && field === '') quoted = true
    else if (char === ',') {
      row.push(field)
      field = ''
    } else if (char === '\n') {
      rows.push([...row, field.replace(/\r$/, '')])
      row = []
      field = ''
    } else field += char
  }
  if (field !== '' || row.length > 0) rows.push([...row, field])
  return rows
}
