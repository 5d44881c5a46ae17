import { defineQuery, flag, text, texts } from '../../src/query/index.js'

export const missingConditions = defineQuery({
  id: 'missing-conditions',
  group: 'governance',
  title: 'Doors that do not ask for what parties.yaml requires',
  params: {},
  columns: ['party', 'identity', 'principal', 'missing', 'requires', 'severalWays'],
  order: ['party', 'identity', 'principal', 'missing', 'requires', 'severalWays'],
  twin: (graph) =>
    graph.links('HAS_IDENTITY').flatMap(({ from: party, to: identity }) =>
      graph.out(identity, 'CAN_ASSUME').flatMap((link) => {
        const severalWays = text(link, 'alternatives') !== null
        const asks = (test: (key: string) => boolean): boolean =>
          !severalWays && (texts(link, 'requiresKeys') ?? []).some(test)
        const addresses = texts(party, 'requireSourceIp') ?? []
        const missing = [
          // Only AWS knows external ids.
          ...(flag(party, 'requireExternalId') === true &&
          text(link.to, 'cloud') === 'aws' &&
          !asks((k) => k === 'sts:ExternalId')
            ? ['externalId']
            : []),
          ...(flag(party, 'requireMfa') === true && !asks((k) => k.startsWith('aws:MultiFactorAuth')) ? ['mfa'] : []),
          ...(addresses.length > 0 && !asks((k) => k === 'aws:SourceIp') ? ['sourceIp'] : []),
        ]
        if (missing.length === 0) return []
        return {
          party: party.id,
          identity: identity.id,
          principal: link.to.id,
          missing,
          requires: texts(link, 'requiresKeys'),
          severalWays,
        }
      }),
    ),
})
