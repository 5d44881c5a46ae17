import { namesAction } from './action-pattern.js'
import { attributeKey, subOperationKey, type Attributes } from './attributes.js'
import { compare, readOperator } from './comparison.js'
import { readCondition, type Condition, type Operand } from './condition-text.js'
import { DOUBT, YES, all, any, eitherBy, opposite, truthOf, type Truth } from './truth.js'

export interface ConditionRequest {
  readonly action: string
  readonly attributes: Attributes
}

/**
 * Does the condition hold? Without a condition it does; a text that cannot be read says nothing.
 *
 * @see https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format#how-a-condition-is-evaluated
 */
export function conditionHolds(text: unknown, request: ConditionRequest): Truth {
  if (text === undefined || text === null || text === '') return YES
  const condition = typeof text === 'string' ? readCondition(text) : null
  return condition === null ? DOUBT : evaluate(condition, request)
}

function evaluate(condition: Condition, request: ConditionRequest): Truth {
  switch (condition.kind) {
    case 'and':
      return all(condition.parts.map((part) => evaluate(part, request)))
    case 'or':
      return any(condition.parts.map((part) => evaluate(part, request)))
    case 'not':
      return opposite(evaluate(condition.part, request))
    case 'constant':
      return truthOf(condition.holds)
    case 'action':
      return truthOf(condition.patterns.some((pattern) => namesAction(pattern, request.action)))
    case 'suboperation': {
      const given = request.attributes(subOperationKey())
      if (given === 'open') return eitherBy([attributeKey(subOperationKey())])
      return truthOf(given.some((each) => condition.patterns.some((pattern) => namesAction(pattern, each))))
    }
    case 'exists': {
      const given = request.attributes(condition.attribute)
      return given === 'open' ? eitherBy([attributeKey(condition.attribute)]) : truthOf(given.length > 0)
    }
    case 'compare': {
      const operator = readOperator(condition.operator)
      if (operator === null) return DOUBT
      const sides = [condition.left, condition.right].map((side) => valuesOf(side, request.attributes))
      const [left = [], right = []] = sides
      if (left === 'open' || right === 'open') {
        return eitherBy(
          attributesIn(condition.left, condition.right).filter((key) => request.attributes(key) === 'open'),
        )
      }
      return compare(operator, left, right)
    }
  }
}

function valuesOf(operand: Operand, attributes: Attributes): readonly string[] | 'open' {
  return 'values' in operand ? operand.values : attributes(operand.attribute)
}

function attributesIn(...operands: readonly Operand[]): string[] {
  return operands.flatMap((operand) => ('values' in operand ? [] : [attributeKey(operand.attribute)]))
}
