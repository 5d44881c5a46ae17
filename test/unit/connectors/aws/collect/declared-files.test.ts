import { expect, it } from 'vitest'
import { callPath } from '../../../../../connectors/aws/collect/path.js'
import { objectsField } from '../../../../../connectors/aws/fields.js'
import { resourceTypes } from '../../../../../connectors/aws/index.js'
import { isObject, type Facts, type JsonObject } from '../../../../../src/model/index.js'
import { normalizedDump, type Dump } from '../dump.js'

const AT = { partition: 'aws', region: 'eu-west-1', account: '111122223333' }
const ARN = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:111122223333:${resource}`
const policy = (resource: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Resource: resource }] })

/** Answers of one account by call; one that is made about something depends on its parameters. */
type Answers = Readonly<Record<string, JsonObject | ((input: JsonObject) => JsonObject | string)>>

const NONE = 'An error occurred (ResourceNotFoundException) when calling the GetPolicy operation: there is none'

/** What a live collection of the calls that have an answer would store. */
function collected(answers: Answers): Dump {
  const declared = resourceTypes
    .flatMap(({ collect = [] }) => collect)
    .filter(({ call }) => Object.hasOwn(answers, call))
  const dump: Dump = {}
  const ask = (one: (typeof declared)[number], item: Parameters<(typeof declared)[number]['input']>[0]): void => {
    const input = one.input(item)
    const [service = '', operation = ''] = one.call.split(' ')
    const subject = one.subject(item)
    const path = callPath({ account: AT.account, region: AT.region, service, operation, subject })
    const given = answers[one.call]
    if (input === null || given === undefined || Object.hasOwn(dump, path)) return
    const body = typeof given === 'function' ? given(input) : given
    dump[path] = body
    if (!isObject(body)) return
    for (const next of declared)
      for (const parent of next.parents ?? [])
        if (parent.call === one.call) for (const about of parent.items(body, AT, subject)) ask(next, about)
  }
  for (const one of declared) if (one.parents === null) ask(one, { ...AT, name: '', entry: {}, arn: '' })
  return dump
}

function resourcePolicies({ attachments, documents }: Facts): Record<string, unknown> {
  const texts = new Map(documents.map(({ id, document }) => [id, document]))
  return Object.fromEntries(
    attachments
      .filter(({ as }) => as === 'resource-policy')
      .map(({ document }) => {
        const [statement] = objectsField(texts.get(document) as JsonObject | undefined, 'Statement')
        return [document, statement?.['Resource']]
      }),
  )
}

function unreadOf({ nodes }: Facts, id: string): unknown {
  return nodes.find((node) => node.id === id)?.properties['unread']
}

it('finds the policy of each alias and version of a function under the name that its answer is stored by', async () => {
  const dump = collected({
    'lambda list-functions': { Functions: [{ FunctionName: 'f', FunctionArn: ARN('lambda', 'function:f') }] },
    'lambda list-aliases': { Aliases: [{ Name: 'live', AliasArn: ARN('lambda', 'function:f:live') }] },
    'lambda list-versions-by-function': {
      Versions: ['$LATEST', '7'].map((Version) => ({ Version, FunctionArn: ARN('lambda', `function:f:${Version}`) })),
    },
    'lambda list-function-url-configs': { FunctionUrlConfigs: [] },
    'lambda get-policy': ({ FunctionName, Qualifier }) => ({
      Policy: policy(`${String(FunctionName)} ${String(Qualifier ?? 'itself')}`),
    }),
  })
  const facts = await normalizedDump(dump)
  const arn = ARN('lambda', 'function:f')
  expect(resourcePolicies(facts)).toEqual({
    [`${arn}#policy`]: 'f itself',
    [`${arn}:live#policy`]: 'f live',
    [`${arn}:7#policy`]: 'f 7',
  })
  expect(unreadOf(facts, arn)).toEqual([])
  expect(facts.gaps).toEqual([])
})

it('asks for the policies of all versions of a layer', async () => {
  const version = (number: number): JsonObject => ({
    LayerVersionArn: ARN('lambda', `layer:tools:${String(number)}`),
    Version: number,
  })
  const dump = collected({
    'lambda list-layers': { Layers: [{ LayerName: 'tools', LatestMatchingVersion: version(2) }] },
    'lambda list-layer-versions': { LayerVersions: [version(2), version(1)] },
    'lambda get-layer-version-policy': ({ LayerName, VersionNumber }) =>
      VersionNumber === 1 ? { Policy: policy(`${String(LayerName)} 1`) } : NONE,
  })
  const facts = await normalizedDump(dump)
  expect(resourcePolicies(facts)).toEqual({ [`${ARN('lambda', 'layer:tools:1')}#policy`]: 'tools 1' })
  expect(facts.gaps).toEqual([])
})

it('tells aliases of the same name of two bots apart', async () => {
  const dump = collected({
    'lexv2-models list-bots': {
      botSummaries: [
        { botId: 'B1', botName: 'live' },
        { botId: 'B2', botName: 'other' },
      ],
    },
    'lexv2-models list-bot-aliases': ({ botId }) => ({
      botId: botId ?? null,
      botAliasSummaries: [{ botAliasId: 'A', botAliasName: 'live' }],
    }),
    'lexv2-models describe-resource-policy': ({ resourceArn }) => ({
      resourceArn: resourceArn ?? null,
      policy: policy(String(resourceArn)),
    }),
  })
  const facts = await normalizedDump(dump)
  const all = ['bot/B1', 'bot/B2', 'bot-alias/B1/A', 'bot-alias/B2/A'].map((resource) => ARN('lex', resource))
  expect(resourcePolicies(facts)).toEqual(Object.fromEntries(all.map((arn) => [`${arn}#policy`, arn])))
  expect(facts.gaps).toEqual([])
})

const VERSION = ARN('imagebuilder', 'component/golden/1.0.0')

function components(answerTo: (build: string) => JsonObject | string): Dump {
  return collected({
    'imagebuilder list-components': { componentVersionList: [{ arn: VERSION, name: 'golden', version: '1.0.0' }] },
    'imagebuilder list-component-build-versions': {
      componentSummaryList: ['1', '2', '3'].map((build) => ({ arn: `${VERSION}/${build}`, name: 'golden' })),
    },
    'imagebuilder get-component-policy': ({ componentArn }) => answerTo(String(componentArn).slice(-1)),
  })
}

it('takes in the policies of all builds of a version', async () => {
  const facts = await normalizedDump(components((build) => (build === '2' ? NONE : { policy: policy(build) })))
  expect(Object.values(resourcePolicies(facts)).sort()).toEqual(['1', '3'])
  expect(unreadOf(facts, VERSION)).toEqual([])
  expect(facts.gaps).toEqual([])
})

it('does not take a version for read while one of its builds was refused', async () => {
  const refused = 'An error occurred (AccessDenied) when calling the GetComponentPolicy operation: no'
  const facts = await normalizedDump(components((build) => (build === '2' ? refused : { policy: policy(build) })))
  expect(Object.values(resourcePolicies(facts)).sort()).toEqual(['1', '3'])
  expect(unreadOf(facts, VERSION)).toEqual(['GetComponentPolicy'])
})

it('asks for the units below each unit, and of every policy where it is attached', async () => {
  const root = { Id: 'r-ab12', Arn: 'arn:aws:organizations::111122223333:root/o-abcdefghij/r-ab12', Name: 'Root' }
  const unit = (id: string): JsonObject => ({
    Id: id,
    Arn: `arn:aws:organizations::111122223333:ou/o-abcdefghij/${id}`,
    Name: id,
  })
  const below: Record<string, string[]> = { 'r-ab12': ['ou-ab12-11111111'], 'ou-ab12-11111111': ['ou-ab12-22222222'] }
  const dump = collected({
    'organizations list-roots': { Roots: [root] },
    'organizations list-organizational-units-for-parent': ({ ParentId }) => ({
      OrganizationalUnits: (below[String(ParentId)] ?? []).map(unit),
    }),
    'organizations list-policies': ({ Filter }) => ({
      Policies: [{ Id: `p-${String(Filter).toLowerCase()}`, Name: String(Filter), Type: String(Filter) }],
    }),
    'organizations describe-policy': ({ PolicyId }) => ({
      Policy: { PolicySummary: { Id: String(PolicyId) }, Content: policy('*') },
    }),
    'organizations list-targets-for-policy': ({ PolicyId }) => ({
      Targets: String(PolicyId).includes('s3') ? [] : [{ TargetId: 'ou-ab12-22222222' }],
    }),
  })
  const facts = await normalizedDump(dump)
  const inner = 'aws:ou-ab12-22222222'
  expect(facts.nodes.find(({ id }) => id === inner)?.scope).toBe('aws:ou-ab12-11111111')
  expect(facts.attachments.map(({ as, to }) => `${as} ${to}`).sort()).toEqual([`rcp ${inner}`, `scp ${inner}`])
  expect(Object.keys(dump).filter((path) => path.includes('list-targets-for-policy'))).toHaveLength(3)
})
