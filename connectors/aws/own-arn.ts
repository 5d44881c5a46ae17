import { accountOf } from './arn.js'
import { textField } from './fields.js'
import type { ListedItem } from './listed-resource.js'

/**
 * The ARN in a field of a listed entry, if it is of the account that was asked: lists also name what others share with
 * it, and what AWS itself keeps.
 */
export function ownArn(field: string): (item: ListedItem) => string | null {
  return ({ entry, account }) => {
    const arn = textField(entry, field)
    return arn !== null && accountOf(arn) === account ? arn : null
  }
}
