import { scopeId } from '../arn.js'
import { declared } from '../collect/declaration.js'
import { NOTHING_BLOCKED, publicAccessBlock } from '../public-access-block.js'
import type { ResourceType } from '../resource-type.js'

const CALL = 's3control get-public-access-block'

/**
 * The public access block of a whole account, as property `publicAccessBlock` of the account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html
 */
export const s3AccountPublicAccessBlock: ResourceType = {
  type: 'aws_s3_account_public_access_block',
  calls: [CALL],
  collect: declared({
    // Once for the account, where its buckets are listed; the answer is the same in every Region.
    [CALL]: {
      needs: 's3:GetAccountPublicAccessBlock',
      of: 's3api list-buckets',
      each: (_, { account }) => [{ name: account, entry: {} }],
      input: ({ account }) => ({ AccountId: account }),
      subject: () => [],
    },
  }),
  normalize(records, facts) {
    for (const record of records.answered(CALL)) {
      const block = record.status === 'none' ? NOTHING_BLOCKED : publicAccessBlock(record.body)
      const node = facts.get(scopeId(record.account))
      if (node !== undefined && block !== null) node.properties['publicAccessBlock'] = block
    }
  },
}
