import type { FactsBuilder } from '../../../src/connector/index.js'
import type { Json, JsonObject } from '../../../src/model/index.js'
import { lastName } from '../arn.js'
import { apiName } from '../call-name.js'
import { dateField, objectsField, textField } from '../fields.js'
import { listedResource, type FoundResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachResourcePolicy } from '../resource-policy.js'

const POLICY = 'imagebuilder get-component-policy'
const BUILDS = 'imagebuilder list-component-build-versions'

/**
 * Components of EC2 Image Builder, shared through policies that AWS RAM writes. The list names versions, a policy their builds.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetComponentPolicy.html
 */
export const imagebuilderComponent = listedResource({
  type: 'aws_imagebuilder_component',
  list: { call: 'imagebuilder list-components', field: 'componentVersionList', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: POLICY, path: ['policy'], mayLack: true },
  covers: (arn) => [arn, `${arn}/*`],
  properties: (found, facts) => ({
    createdAt: dateField(found.entry, 'dateCreated'),
    version: textField(found.entry, 'version'),
    ...otherBuilds(found, facts, POLICY),
  }),
  collect: {
    'imagebuilder list-components': { needs: 'imagebuilder:ListComponents', input: { owner: 'Self', maxResults: 100 } },
    [BUILDS]: { needs: 'imagebuilder:ListComponentBuildVersions', input: { maxResults: 100 } },
    [POLICY]: {
      needs: 'imagebuilder:GetComponentPolicy',
      of: BUILDS,
      each: (body) => ownBuilds(body, 'componentSummaryList'),
      input: ({ name }) => ({ componentArn: name }),
      subject: ({ name }) => [versionOf(name), lastName(name)],
    },
  },
})

/** Builds in a list, by ARN (`arn:aws:imagebuilder:eu-west-1:111122223333:component/golden/1.0.0/2`). */
export function ownBuilds(body: Json, field: string): { name: string; entry: JsonObject }[] {
  return objectsField(body, field).flatMap((entry) => {
    const arn = textField(entry, 'arn')
    return arn === null ? [] : [{ name: arn, entry }]
  })
}

/** The version that a build is one of. */
export function versionOf(build: string): string {
  return build.slice(0, build.lastIndexOf('/'))
}

/**
 * Attaches what builds of a version (files: `<version ARN>--<build>.json`) have for policies besides the one that stands
 * for it. `unread` is there if one of them was not understood.
 */
export function otherBuilds(
  { arn, account, region, records, answer }: FoundResource,
  facts: FactsBuilder,
  call: string,
): { unread?: string[] } {
  const first = answer(call)
  let isRead = true
  for (const record of records.of(call, account)) {
    const [version, build] = record.subject
    if (version !== arn || build === undefined || record.region !== region || record === first) continue
    const of = { id: `${arn}#policy/${build}`, name: `resource policy of build ${build}` }
    const isUnderstood =
      record.status === 'none' ||
      (record.status === 'ok' &&
        attachResourcePolicy(facts, record, arn, { call, path: ['policy'], mayLack: true }, of))
    if (!isUnderstood) isRead = false
  }
  return isRead ? {} : { unread: [apiName(call.slice(call.indexOf(' ') + 1))] }
}
