import { isObject, type Json, type JsonObject } from '../../src/model/index.js'

/** In a policy of API Gateway, `execute-api:/...` stands for the ARN of the API, or of the domain name, itself. */
const SHORT = 'execute-api:/'

/**
 * The policy with `execute-api:/` written out in the resources that its statements name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
 */
export function withFullArns(document: JsonObject, arn: string): JsonObject {
  const statement = document['Statement']
  const list = Array.isArray(statement) ? statement : statement === undefined ? [] : [statement]
  return { ...document, Statement: list.map((item) => (isObject(item) ? inStatement(item, arn) : item)) }
}

function inStatement(statement: JsonObject, arn: string): JsonObject {
  const full = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(full)
    return typeof value === 'string' && value.startsWith(SHORT) ? `${arn}/${value.slice(SHORT.length)}` : value
  }
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]) => [
      name,
      name === 'Resource' || name === 'NotResource' ? full(value) : value,
    ]),
  )
}
