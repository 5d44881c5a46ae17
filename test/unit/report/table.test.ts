import { describe, expect, it } from 'vitest'
import type { Evidence, LayerVerdict, Outcome, ReachRow } from '../../../src/model/index.js'
import type { Answer, Asked } from '../../../src/report/index.js'
import { quote } from '../../../src/report/explain-table.js'
import { gapLines, gapsLine, gapSummary } from '../../../src/report/gap-text.js'
import { createLook } from '../../../src/report/look.js'
import { renderTable, renderWide } from '../../../src/report/table.js'
import { displayWidth } from '../../../src/report/text.js'
import {
  administrator,
  ANSWERS,
  becomes,
  conditionalExplanation,
  deniedExplanation,
  entry,
  everybody,
  externalId,
  gap,
  mfa,
  node,
  partiesAnswer,
  reachAnswer,
  reachRow,
  trust,
  whoCanAnswer,
} from './sample-answers.js'

function table(answer: Answer, asked: Asked = {}, width = 100): string[] {
  return [...renderTable(answer, createLook(width, false), asked)].join('').trimEnd().split('\n')
}

const SNAPSHOT = 'snapshot a1b2c3 · time not told · aws:111122223333'

const LEGEND = 'yes: without an if · if: under conditions · ?: not known'

describe('reach', () => {
  it('leads with a summary, strongest first; then party, entry with its conditions, and access', () => {
    expect(table(reachAnswer([becomes, reachRow(), administrator, everybody]))).toEqual([
      SNAPSHOT,
      '',
      'PARTY                              STRONGEST   DATA  YES  IF  ?  IN',
      'datadog (Datadog)                  EVERYTHING  yes     1   0  0  prod',
      'public                             read        yes     1   0  0  prod',
      'aws:999988887777 (not registered)  read        yes     0   2  0  prod',
      LEGEND,
      '',
      'datadog (Datadog)',
      '  by arn:aws:iam::111122223333:role/Inner',
      '    yes  EVERYTHING  all of prod (aws:111122223333)  *',
      '           through role/Vendor (prod)',
      '',
      'public',
      '  directly',
      '    yes  read data  arn:aws:s3:::site/*  s3:GetObject',
      '           except arn:aws:s3:::site/private/*',
      '',
      'aws:999988887777 (not registered)',
      '  enters as arn:aws:iam::111122223333:role/Vendor (prod)  sts:AssumeRole',
      '  if the caller passes the external id `tenant-4711`',
      '    if   read data  arn:aws:s3:::reports/*  s3:GetObject',
    ])
  })

  it('says a way that several rows share once, with what it asks for on top of the entry', () => {
    const deep = 'arn:aws:iam::444455556666:role/Deep'
    const behind = (id: string): ReachRow =>
      reachRow({
        target: { ...node(id, 'aws_s3_bucket'), covers: 'resource' },
        requires: [externalId, mfa],
        path: [
          ...becomes.path,
          { from: becomes.entry.id, edge: 'CAN_ASSUME', to: deep, outcome: 'conditional', because: [] },
          { from: deep, edge: 'CAN_ACCESS', to: id, outcome: 'allowed', because: [] },
        ],
      })
    const rows = [becomes, behind('arn:aws:s3:::a'), behind('arn:aws:s3:::b')]
    const scopeNames = new Map([['aws:444455556666', 'vault']])
    expect(table(reachAnswer(rows), { scopeNames }).slice(7)).toEqual([
      '  enters as arn:aws:iam::111122223333:role/Vendor  sts:AssumeRole',
      '  if the caller passes the external id `tenant-4711`',
      '    through role/Deep (vault)',
      '    if aws:MultiFactorAuthPresent Bool `true`',
      '      if   read data  arn:aws:s3:::a  s3:GetObject',
      '      if   read data  arn:aws:s3:::b  s3:GetObject',
    ])
  })

  it('marks everything with exceptions as everything, and orders by content, permissions, strength and breadth', () => {
    const scope = { ...node('aws:111122223333', 'aws_account', 'prod'), covers: 'scope' as const }
    const resource = (name: string): ReachRow['target'] => ({ ...node(name, 'aws_s3_bucket'), covers: 'resource' })
    const rows = [
      reachRow({ target: resource('r1'), access: ['list'], data: false }),
      reachRow({ target: resource('r2'), access: ['write'], data: false }),
      reachRow({ target: resource('r3'), access: ['permissions'], data: false }),
      reachRow({ target: resource('r4'), access: ['read'], data: true }),
      reachRow({ target: { ...resource('r5'), covers: 'pattern' }, access: ['read'], data: true }),
      reachRow({ target: scope, actions: ['*', '!iam:*'], access: ['list', 'read', 'write'], data: true }),
    ]
    const shown = table(reachAnswer(rows))
      .slice(9)
      .filter((line) => /^ {4,6}if {3}/.test(line))
    expect(shown.map((line) => line.trim().split(/ {2,}/)[2])).toEqual([
      'all of prod (aws:111122223333)',
      'r3',
      'r5',
      'r4',
      'r2',
      'r1',
    ])
    expect(shown[0]).toContain('EVERYTHING')
  })

  it('says of a user or key of ours in outside hands that the party holds it', () => {
    const user = node('arn:aws:iam::111122223333:user/ext', 'aws_iam_user', 'ext')
    const path = [{ from: 'ext', edge: 'HOLDS', to: user.id, outcome: 'allowed' as const, because: [] }]
    const row = reachRow({
      entry: entry(user),
      target: { ...user, covers: 'principal' },
      access: [],
      actions: [],
      outcome: 'allowed',
      requires: [],
      path,
    })
    expect(table(reachAnswer([row])).slice(7)).toEqual([
      '  holds arn:aws:iam::111122223333:user/ext or a key of it',
      '    nothing beyond that was found',
    ])
  })

  it('folds what everybody has into one line for one party', () => {
    expect(table(reachAnswer([becomes, everybody]), { party: '999988887777' }).slice(7)).toEqual([
      '  enters as arn:aws:iam::111122223333:role/Vendor  sts:AssumeRole',
      '  if the caller passes the external id `tenant-4711`',
      '    nothing beyond that was found',
      '',
      'and what everybody has: 1 without an if, some with data (`inroads reach public`)',
    ])
  })

  it('says of a party without access of its own that everybody has some', () => {
    expect(table(reachAnswer([everybody]), { party: 'datadog' }).slice(2)).toEqual([
      '`datadog` has no access of its own in this snapshot',
      '',
      'and what everybody has: 1 without an if, some with data (`inroads reach public`)',
    ])
  })

  it.each(['public', 'authenticated:aws'])('shows the rows when `%s` itself is asked', (party) => {
    expect(table(reachAnswer([everybody]), { party }).join('\n')).toContain('read data  arn:aws:s3:::site/*')
  })

  it.each([{ party: 'datadog' }, {}])('never says "no access" while something was not seen: %j', (asked) => {
    const text = table(reachAnswer([], [gap]), asked).join('\n')
    expect(text).toContain('but not everything was seen: this is no proof of "no access"')
    expect(text).not.toMatch(/has (no )?access/)
    expect(text).toContain('s3 GetBucketPolicy in aws:111122223333')
  })

  it('lists what was found but not read, and says what that leaves open', () => {
    const row = reachRow({ outcome: 'unknown', actions: [], access: [], data: false, requires: [] })
    const text = table(reachAnswer([row]))
    expect(text[3]).toMatch(/not known {2}no +0 +0 +1/)
    expect(text.slice(-2)).toEqual(['    not known: whom these let in was not read', '    ?    arn:aws:s3:::reports/*'])
  })

  it('shows the weightiest of many actions, exceptions, the escalation and each way to satisfy the conditions', () => {
    const actions = ['s3:A', 's3:B', 's3:C', 's3:D', 's3:E', 's3:F', 's3:G', '!s3:PutObjectAcl']
    const row = reachRow({ actions, escalation: 'lambda-passrole', alternatives: [[externalId], [mfa]] })
    const look = createLook(100, false, (action) => (action === 's3:G' ? 9 : 0))
    const text = [...renderTable(reachAnswer([row]), look, {})].join('').trimEnd().split('\n')
    expect(text.slice(8)).toEqual([
      '    if   read data  arn:aws:s3:::reports/*',
      '           s3:G, s3:A, s3:B, s3:C, s3:D, s3:E, 1 more except s3:PutObjectAcl',
      '           by escalation lambda-passrole',
      '           if the caller passes the external id `tenant-4711`',
      '           or if aws:MultiFactorAuthPresent Bool `true`',
    ])
  })

  it('fits the terminal and keeps both ends of long names', () => {
    const long = `arn:aws:iam::111122223333:role/${'deep/'.repeat(40)}Vendor`
    const party = node('very-long-party-identifier'.repeat(5), 'external_party', 'N'.repeat(200))
    const target = { ...node(long, 'aws_iam_role'), covers: 'resource' as const, except: [long] }
    const rows = [
      reachRow({ party, entry: entry(node(long, 'aws_iam_role')), target, actions: [`s3:${'x'.repeat(150)}`] }),
    ]
    for (const width of [60, 100]) {
      const text = table(reachAnswer(rows, [{ ...gap, scope: long, message: 'm'.repeat(300) }]), {}, width)
      for (const line of text) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      expect(text.join('\n')).toMatch(/arn:aws:iam:.*….*Vendor/)
    }
  })

  it('colours outcomes only when asked', () => {
    const render = (colour: boolean): string => [...renderTable(ANSWERS.reach, createLook(100, colour), {})].join('')
    const escape = String.fromCharCode(27)
    expect(render(true)).toContain(`${escape}[31myes`)
    expect(render(true)).toMatch(/\[31mEVERYTHING/)
    expect(render(false)).not.toContain(escape)
  })
})

describe('who-can', () => {
  it('puts outsiders before our own and shows through whom', () => {
    expect(table(whoCanAnswer, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' })).toEqual([
      SNAPSHOT,
      '',
      '1 outside principal and 1 of ours can `s3:GetObject` on `arn:aws:s3:::b/k`',
      '',
      'outside',
      '  if   aws:999988887777 (not registered)',
      '         if the caller passes the external id `tenant-4711`',
      '         or if aws:MultiFactorAuthPresent Bool `true`',
      '',
      'ours',
      '  yes  arn:aws:iam::111122223333:role/Inner',
      '         through role/Vendor (prod)',
    ])
  })

  it('says nobody, and in what', () => {
    const none = table({ ...whoCanAnswer, rows: [], gaps: [gap] }, { action: 'a:B', resource: 'r' })
    expect(none[2]).toBe(
      'nobody was found who can `a:B` on `r`, but not everything was seen: this is no proof of "nobody"',
    )
  })

  it('cuts a long list and says how to get all of it', () => {
    const [, ours] = whoCanAnswer.rows
    if (ours === undefined) throw new Error('the sample has a row of ours')
    const rows = Array.from({ length: 130 }, (_, i) => ({
      ...ours,
      path: [],
      principal: node(`p${String(i)}`, 'aws_iam_role'),
    }))
    const text = table({ ...whoCanAnswer, rows }, { action: 'a:B', resource: 'r' })
    expect(text[2]).toBe('0 outside principals and 130 of ours can `a:B` on `r`')
    expect(text.at(-1)).toBe('  and 30 more (all: -o wide, -o csv or -o ndjson)')
  })
})

describe('explain', () => {
  it('says why not: which statement denies, which layer allows nothing, and what would change it', () => {
    expect(table(deniedExplanation)).toEqual([
      'DENIED',
      '  arn:aws:iam::999988887777:root may not `s3:GetObject` on arn:aws:s3:::payroll/x',
      `  ${SNAPSHOT}`,
      '',
      'why not',
      '  service control policies: an explicit deny in arn:aws:organizations::111122223333:policy/p-1,',
      '  statement 2 "NoS3"',
      '    to allow: that statement would have to go, or its condition, action, resource or principal would',
      '    have to leave this request out',
      "  resource policy: the resource's own policy does not allow this principal to do this",
      '    in arn:aws:s3:::payroll#policy',
      '    to allow: a statement in the resource policy would have to name this principal, this action and',
      '    this resource',
      '',
      'layer by layer',
      '  service control policies: deny (this decides)',
      '    arn:aws:organizations::111122223333:policy/p-1, statement 2 "NoS3"',
      '      {',
      '        "Effect": "Deny"',
      '      }',
      '  resource policy: has nothing that allows this (this decides)',
    ])
  })

  it('says what it depends on, who can satisfy it, and quotes the statement', () => {
    const text = table({ ...conditionalExplanation, gaps: [] })
    expect(text.slice(text.indexOf('it depends on'))).toEqual([
      'it depends on',
      '  if the caller passes the external id `tenant-4711` (the caller can satisfy this itself)',
      '  and aws:MultiFactorAuthPresent Bool `true` (depends on who calls)',
      '',
      'layer by layer',
      '  trust policy: allows under conditions',
      '    arn:aws:iam::111122223333:role/Vendor#trust, statement 0 "LetVendorIn"',
      '      {',
      '        "Action": "sts:AssumeRole",',
      '        "Effect": "Allow",',
      '        "Principal": {',
      '          "AWS": "arn:aws:iam::999988887777:root"',
      '        }',
      '      }',
    ])
  })

  const allows = (document: string): Evidence => ({ ...trust, kind: 'scp', document, text: '{"Effect":"Allow"}' })
  const level = (outcome: Outcome, because: Evidence[]): LayerVerdict => ({ kind: 'scp', outcome, because })

  it('folds organization policies that let it pass at every level, and names them once', () => {
    const layers = ['p-full', 'p-full', 'p-more'].map((name) => level('allowed', [allows(name)]))
    expect(table({ ...deniedExplanation, outcome: 'allowed', deniedBy: [], layers }).slice(-2)).toEqual([
      '  service control policies: allow at all 3 levels, from the organization root to the account',
      '    by p-full, p-more',
    ])
  })

  it('names the level at which an organization policy stops it or asks for something', () => {
    const asks = { ...allows('p-region'), text: '{"Condition":{"Bool":{"a":"b"}},"Effect":"Deny"}', sid: null }
    const layers = [
      level('allowed', [allows('p-full')]),
      level('denied', []),
      level('conditional', [allows('p-full'), asks]),
      level('allowed', [allows('p-full')]),
    ]
    const deniedBy = [{ ...allows('scp level 1'), statement: null, text: '' }]
    const text = table({ ...deniedExplanation, deniedBy, layers })
    expect(text.filter((line) => line.includes('unit') || line.includes(' at the '))).toEqual([
      '    at unit 1 of 2',
      '  service control policies at the organization root: allow',
      '  service control policies at unit 1 of 2: have nothing that allows this (this decides)',
      '  service control policies at unit 2 of 2: allow under conditions',
      '  service control policies at the account: allow',
    ])
    expect(text.join('\n')).not.toContain('p-full')
    expect(text).toContain('    p-region, statement 0')
  })

  it.each<[Outcome, string]>([
    ['allowed', 'a may `s3:GetObject` on b'],
    ['conditional', 'a may `s3:GetObject` on b if what is below holds'],
    ['denied', 'a may not `s3:GetObject` on b'],
    ['unknown', 'it is not known whether a may `s3:GetObject` on b: something that decides it could not be read'],
  ])('says %s in a sentence', (outcome, sentence) => {
    const text = table({ ...deniedExplanation, principal: 'a', resource: 'b', outcome, deniedBy: [] })
    expect(text[1]?.trim()).toBe(sentence)
  })

  it('quotes a long statement with its lists in lines, as wide as the terminal', () => {
    const actions = Array.from({ length: 9 }, (_, i) => `s3:A${String(i)}`)
    const lines = quote(JSON.stringify({ Action: actions, Effect: 'Allow', Resource: ['a', 'b', 'c'] }), 100)
    expect(lines).toEqual([
      '{',
      `  "Action": [ ${actions.map((action) => JSON.stringify(action)).join(', ')} ],`,
      '  "Effect": "Allow",',
      '  "Resource": [ "a", "b", "c" ]',
      '}',
    ])
    const many = quote(JSON.stringify({ Action: actions.flatMap((action) => [action, action, action]) }), 40)
    expect(many).toHaveLength(10)
    expect(many.every((line) => displayWidth(line) <= 40)).toBe(true)
  })

  it('quotes a text that is no JSON on one line', () => {
    expect(quote('request.time <\n timestamp("x")', 80)).toEqual(['request.time <\\n timestamp("x")'])
  })
})

describe('parties, import and status', () => {
  it('lists who is there and by which doors', () => {
    expect(table(partiesAnswer, { today: '2026-07-01' }).slice(2)).toEqual([
      'PARTY              KIND    REGISTERED  CONTRACT END      DOORS  OPENS',
      'datadog (Datadog)  vendor  yes         2026-06-30 ENDED      1      2',
      'aws:999988887777   -       NO          -                     1      1',
      '1 not registered: `inroads parties suggest` prints entries for parties.yaml',
      '',
      'datadog (Datadog)',
      '  aws:464622532012 opens arn:aws:iam::111122223333:role/Vendor, 1 more',
      '',
      'aws:999988887777 (not registered)',
      '  according to https://vendor.example/docs',
      '  aws:999988887777 opens 1',
    ])
  })

  it('keeps registered parties apart of which no door was found', () => {
    const [first] = partiesAnswer.parties
    if (first === undefined) throw new Error('the sample has parties')
    const text = table({ ...partiesAnswer, parties: [{ ...first, doors: [] }], gaps: [gap] }, { today: '2026-06-30' })
    expect(text.slice(2, 6)).toEqual([
      'no outside party was found, but not everything was seen',
      '',
      'registered, and no door found',
      '  datadog (Datadog), contract end 2026-06-30',
    ])
  })

  it('names every malformed and unrecognised file', () => {
    const text = table(ANSWERS.import)
    expect(text.slice(0, 9)).toEqual([
      'snapshot a1b2c3',
      '  3 files recognised, 1 malformed, 1 not recognised',
      '  covers aws:111122223333',
      '',
      'malformed, left out',
      '  broken.json: line 1, column 13: unexpected end',
      '',
      'not recognised, left out',
      '  notes/minutes.json',
    ])
  })

  it('says how to begin when nothing is stored', () => {
    const empty = { ...ANSWERS.status, snapshot: null, snapshots: [], coverage: [], unfinished: [], gaps: [] }
    expect(table(empty).at(-1)).toBe(
      'snapshot  none (import one: `inroads import <path>`, or read your clouds: `inroads collect`)',
    )
  })
})

describe('wide', () => {
  it('prints one unshortened line per row with every column', () => {
    const lines = [...renderWide(ANSWERS.reach, createLook(40, false))].join('').trimEnd().split('\n')
    expect(lines.slice(4, 7)).toEqual([
      expect.stringContaining('s3:GetObject'),
      '',
      'not seen, and what it leaves open',
    ])
    expect(lines[0]?.split(/ {2,}/)).toContain('ESCALATION')
    expect(lines[3]).toContain('arn:aws:iam::111122223333:role/Vendor')
  })
})

describe('answers about collecting', () => {
  const answers = [ANSWERS.collect, ANSWERS.merge, ANSWERS.doctor, ANSWERS.plan, ANSWERS.status]

  it.each([60, 80, 120])('keep to %i columns', (width) => {
    for (const answer of answers)
      for (const line of [...renderTable(answer, createLook(width, false), {})].join('').split('\n'))
        expect(displayWidth(line)).toBeLessThanOrEqual(width)
  })

  it('collect says what was read, what to grant, what is old, and what comes next', () => {
    expect(table(ANSWERS.collect)).toEqual([
      'AWS           READ  NONE  DENIED  THROTTLED  FAILED  KEPT FROM',
      '111122223333     5     1       2          1       .',
      '444455556666     0     0       .          .       3  2026-01-01',
      '',
      'refused: grant these permissions to the identity that collects',
      '  s3:GetBucketAcl in 111122223333',
      '    s3api get-bucket-acl: AccessDenied: not today',
      '',
      'not answered: collect again later',
      '  iam list-roles failed in 444455556666, 3 times',
      '    socket hang up',
      '',
      'could not be read: what is shown of these is old, and answers say so',
      '  444455556666  kept from 2026-01-01T00:00:00Z',
      '',
      'snapshot a1b2c3: 6 calls answered, 6 not',
      'not seen, so that more may be open than is shown: 1 not in what was read',
      '  s3 GetBucketPolicy in aws:111122223333: bucket policies were not imported',
      '  all of it, and how to close them: `inroads status`',
      'next: `inroads parties`, then `inroads reach --all`',
    ])
  })
})

describe('services whose client is not installed', () => {
  it('are one thing to do, and no calls to be made again', () => {
    const call = {
      cloud: 'aws',
      operation: 'list',
      status: 'failed',
      cells: 1,
      scopes: ['1'],
      permissions: [],
    } as const
    const missing = ['glue', 'eks'].map((service) => ({
      ...{ ...call, scopes: ['1'], permissions: [], service },
      message: `the package \`@aws-sdk/client-${service}\` is not installed: npm install @aws-sdk/client-${service}`,
    }))
    const lines = table({ ...ANSWERS.collect, missing, stale: [] })
    expect(lines).toContain('not asked: the clients of these services are not installed')
    expect(lines.join(' ')).toContain('@aws-sdk/client-eks, @aws-sdk/client-glue; `inroads doctor -o wide` prints')
    expect(lines.join(' ')).not.toContain('collect again later')
  })
})

describe('gaps', () => {
  it('are counted by reason in one line', () => {
    expect(gapsLine([])).toBeNull()
    expect(gapsLine([gap, gap, { ...gap, reason: 'denied' }])).toBe(
      'incomplete: 3 things were not seen (1 denied, 2 not-collected)',
    )
  })

  it('are a few lines under an answer: counts, the three that matter most to its rows, and where the rest is', () => {
    const calls = ['A', 'B', 'C', 'D'].map((call) => ({ ...gap, service: `x${call}`, call }))
    const gaps = [...calls, gap, { ...gap, service: 'kms', call: 'GetKeyPolicy', reason: 'denied' as const }]
    expect(gapSummary(gaps, createLook(100, false), [reachRow()])).toEqual([
      'not seen, so that more may be open than is shown: 1 refused by the cloud, 5 not in what was read',
      '  kms GetKeyPolicy in aws:111122223333: refused by the cloud',
      '  s3 GetBucketPolicy in aws:111122223333: bucket policies were not imported',
      '  xA A in aws:111122223333: bucket policies were not imported',
      '  and 3 more calls; all of them, and how to close them: `inroads status`',
    ])
    expect(gapSummary([], createLook(100, false))).toEqual([])
  })

  it('are grouped by reason and call, each with the way to close it', () => {
    const gaps = ['1', '2', '3', '4', '5'].map((n) => ({ ...gap, scope: `aws:${n}`, message: `bucket b${n}` }))
    const credentials = { ...gap, service: 'iam', call: 'ListSAMLProviders', reason: 'denied' as const, message: '' }
    expect(gapLines([...gaps, credentials], createLook(100, false))).toEqual([
      'not seen, and what it leaves open',
      '',
      '  refused by the cloud',
      '    iam ListSAMLProviders  aws:111122223333',
      '    to close: let the identity that collects make these calls (read-only), then collect again or',
      '    import their output',
      '',
      '  not in what was read',
      '    s3 GetBucketPolicy  aws:1, aws:2, aws:3, 2 more',
      '      bucket b1 (and 4 more like it)',
      '    to close: collect, or import the output of these calls too, such as `aws s3api',
      '    get-bucket-policy` saved as <account>/<region or global>/s3api-get-bucket-policy.json (a folder',
      '    of that name for one file per resource)',
    ])
  })
})
