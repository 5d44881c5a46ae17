import { describe, expect, it } from 'vitest'
import type { Answer, Asked } from '../../../src/report/index.js'
import { quote } from '../../../src/report/explain-table.js'
import { gapLines, gapsLine } from '../../../src/report/gap-text.js'
import { createLook } from '../../../src/report/look.js'
import { renderTable, renderWide } from '../../../src/report/table.js'
import { displayWidth } from '../../../src/report/text.js'
import {
  administrator,
  ANSWERS,
  becomes,
  conditionalExplanation,
  deniedExplanation,
  everybody,
  externalId,
  gap,
  mfa,
  node,
  partiesAnswer,
  reachAnswer,
  reachRow,
  whoCanAnswer,
} from './sample-answers.js'

function table(answer: Answer, asked: Asked = {}, width = 100): string[] {
  return [...renderTable(answer, createLook(width, false), asked)].join('').trimEnd().split('\n')
}

const SNAPSHOT = 'snapshot a1b2c3 · time not told · aws:111122223333'

describe('reach', () => {
  it('leads with a summary, strongest first, then party, entry, access and condition', () => {
    expect(table(reachAnswer([becomes, reachRow(), administrator, everybody]))).toEqual([
      SNAPSHOT,
      '',
      'PARTY              STRONGEST   DATA  YES  IF  ?  ENTRIES',
      'datadog (Datadog)  everything  yes     1   0  0        1',
      'public             read        yes     1   0  0        1',
      'aws:999988887777   read        yes     0   2  0        1',
      '',
      'datadog (Datadog)',
      '  enters as arn:aws:iam::111122223333:role/Inner',
      '    yes  everything  in all of aws:111122223333 (prod)  *',
      '           through arn:aws:iam::111122223333:role/Vendor',
      '',
      'public',
      '  directly',
      '    yes  read data  arn:aws:s3:::site/*  s3:GetObject',
      '           except arn:aws:s3:::site/private/*',
      '',
      'aws:999988887777',
      '  enters as arn:aws:iam::111122223333:role/Vendor',
      '    if   become     it  sts:AssumeRole',
      '           if the caller passes the external id `tenant-4711`',
      '    if   read data  arn:aws:s3:::reports/*  s3:GetObject',
      '           if the caller passes the external id `tenant-4711`',
    ])
  })

  it('folds what everybody has into one line for one party', () => {
    expect(table(reachAnswer([becomes, everybody]), { party: '999988887777' }).slice(6)).toEqual([
      '  enters as arn:aws:iam::111122223333:role/Vendor',
      '    if   become  it  sts:AssumeRole',
      '           if the caller passes the external id `tenant-4711`',
      '',
      'and what everybody has: 1 access, some with data (`inroads reach public`)',
    ])
  })

  it('says of a party without access of its own that everybody has some', () => {
    expect(table(reachAnswer([everybody]), { party: 'datadog' }).slice(2)).toEqual([
      '`datadog` has no access of its own in this snapshot',
      '',
      'and what everybody has: 1 access, some with data (`inroads reach public`)',
    ])
  })

  it.each(['public', 'authenticated:aws'])('shows the rows when `%s` itself is asked', (party) => {
    expect(table(reachAnswer([everybody]), { party }).join('\n')).toContain('read data  arn:aws:s3:::site/*')
  })

  it('never says "no access" of what was not seen without saying so', () => {
    const text = table(reachAnswer([], [gap]), { party: 'datadog' })
    expect(text[2]).toBe('`datadog` has no access in what was seen; below is what was not')
    expect(text.join('\n')).toContain('s3 GetBucketPolicy  aws:111122223333')
  })

  it('shows a row whose actions are not known as that', () => {
    const text = table(
      reachAnswer([reachRow({ outcome: 'unknown', actions: [], access: [], data: false, requires: [] })]),
    )
    expect(text[3]).toBe('aws:999988887777  not known  no      0   0  1        1')
    expect(text.at(-1)).toBe('    ?    not known  arn:aws:s3:::reports/*  actions not known')
  })

  it('shortens many actions, names exceptions, the escalation and each way to satisfy the conditions', () => {
    const actions = ['s3:A', 's3:B', 's3:C', 's3:D', 's3:E', 's3:F', 's3:G', '!s3:PutObjectAcl']
    const row = reachRow({ actions, escalation: 'lambda-passrole', alternatives: [[externalId, mfa], [mfa]] })
    expect(table(reachAnswer([row])).slice(7)).toEqual([
      '    if   read data  arn:aws:s3:::reports/*',
      '           s3:A, s3:B, s3:C, s3:D, s3:E, s3:F, 1 more except s3:PutObjectAcl',
      '           by escalation lambda-passrole',
      '           if the caller passes the external id `tenant-4711`',
      '           and aws:MultiFactorAuthPresent Bool `true`',
      '           or if aws:MultiFactorAuthPresent Bool `true`',
    ])
  })

  it('fits the terminal and keeps both ends of long names', () => {
    const long = `arn:aws:iam::111122223333:role/${'deep/'.repeat(40)}Vendor`
    const party = node('very-long-party-identifier'.repeat(5), 'external_party', 'N'.repeat(200))
    const target = { ...node(long, 'aws_iam_role'), covers: 'resource' as const, except: [long] }
    const rows = [reachRow({ party, entry: node(long, 'aws_iam_role'), target, actions: [`s3:${'x'.repeat(150)}`] })]
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
    expect(render(false)).not.toContain(escape)
  })
})

describe('who-can', () => {
  it('puts outsiders before our own and shows through whom', () => {
    expect(table(whoCanAnswer, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' })).toEqual([
      SNAPSHOT,
      '',
      '2 principals can `s3:GetObject` on `arn:aws:s3:::b/k`, 1 of them outside',
      '',
      'outside',
      '  aws:999988887777',
      '    if   become  it  sts:AssumeRole',
      '           if the caller passes the external id `tenant-4711`',
      '           or if aws:MultiFactorAuthPresent Bool `true`',
      '',
      'ours',
      '  arn:aws:iam::111122223333:role/Inner',
      '    yes  everything  in all of aws:111122223333 (prod)  *',
      '           through arn:aws:iam::111122223333:role/Vendor',
    ])
  })

  it('says nobody, and in what', () => {
    const none = table({ ...whoCanAnswer, rows: [], gaps: [gap] }, { action: 'a:B', resource: 'r' })
    expect(none[2]).toBe('nobody can `a:B` on `r` in what was seen; below is what was not')
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
      '  service control policies: denies (this decides)',
      '    arn:aws:organizations::111122223333:policy/p-1, statement 2 "NoS3"',
      '      {',
      '        "Effect": "Deny"',
      '      }',
      '  resource policy: has nothing that allows this (this decides)',
    ])
  })

  it('says what it depends on, who can satisfy it, and quotes the statement', () => {
    const text = table({ ...conditionalExplanation, gaps: [] })
    expect(text.slice(5, 10)).toEqual([
      'it depends on',
      '  if the caller passes the external id `tenant-4711` (the caller can satisfy this itself)',
      '  and aws:MultiFactorAuthPresent Bool `true` (depends on who calls)',
      '',
      'layer by layer',
    ])
    expect(text.slice(10, 13)).toEqual([
      '  trust policy: allows under conditions',
      '    arn:aws:iam::111122223333:role/Vendor#trust, statement 0 "LetVendorIn"',
      '      {',
    ])
  })

  it('quotes at most a dozen lines, lists on one line where they fit', () => {
    const actions = Array.from({ length: 9 }, (_, i) => `s3:A${String(i)}`)
    const lines = quote(JSON.stringify({ Action: actions, Effect: 'Allow', Resource: ['a', 'b', 'c'] }), 100)
    expect(lines).toEqual([
      '{',
      `  "Action": ${JSON.stringify(actions)},`,
      '  "Effect": "Allow",',
      '  "Resource": ["a","b","c"]',
      '}',
    ])
    const many = quote(JSON.stringify({ Action: actions.flatMap((action) => [action, action, action]) }), 40)
    expect(many).toHaveLength(12)
    expect(many.at(-1)).toBe('… 20 more lines')
  })

  it('quotes a text that is no JSON on one line', () => {
    expect(quote('request.time <\n timestamp("x")', 80)).toEqual(['request.time <\\n timestamp("x")'])
  })
})

describe('parties, import and status', () => {
  it('lists who is there and by which doors', () => {
    expect(table(partiesAnswer).slice(2)).toEqual([
      'PARTY              KIND    REGISTERED  DOORS  ENTRIES',
      'datadog (Datadog)  vendor  yes             1        2',
      'aws:999988887777   -       no              1        1',
      '',
      'datadog (Datadog)',
      '  aws:464622532012',
      '    opens arn:aws:iam::111122223333:role/Vendor, 1 more',
      '',
      'aws:999988887777',
      '  according to https://vendor.example/docs',
      '  aws:999988887777',
      '    opens 1',
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
    const empty = { ...ANSWERS.status, snapshot: null, snapshots: [], gaps: [] }
    expect(table(empty).at(-1)).toBe('snapshot  none (import one: `inroads import <path>`)')
  })
})

describe('wide', () => {
  it('prints one unshortened line per row with every column', () => {
    const lines = [...renderWide(ANSWERS.reach, createLook(40, false))].join('').trimEnd().split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[0]?.split(/ {2,}/)).toContain('ESCALATION')
    expect(lines[3]).toContain('arn:aws:iam::111122223333:role/Vendor')
  })
})

describe('gaps', () => {
  it('are counted by reason in one line', () => {
    expect(gapsLine([])).toBeNull()
    expect(gapsLine([gap, gap, { ...gap, reason: 'denied' }])).toBe(
      'incomplete: 3 things were not seen (1 denied, 2 not-collected)',
    )
  })

  it('are grouped by reason and call, each with the way to close it', () => {
    const gaps = ['1', '2', '3', '4', '5'].map((n) => ({ ...gap, scope: `aws:${n}`, message: `bucket b${n}` }))
    const credentials = { ...gap, service: 'iam', call: 'ListSAMLProviders', reason: 'denied' as const, message: '' }
    expect(gapLines([...gaps, credentials], createLook(100, false))).toEqual([
      'not seen, and what it leaves open',
      '',
      '  refused by the cloud',
      '    iam ListSAMLProviders  aws:111122223333',
      '    to close: let the identity that collects make these calls (read-only), run them again and import',
      '    the output',
      '',
      '  not in what was imported',
      '    s3 GetBucketPolicy  aws:1, aws:2, aws:3, 2 more',
      '      bucket b1 (and 4 more like it)',
      '    to close: import the output of these calls too, such as `aws s3api get-bucket-policy` saved as',
      '    <account>/<region or global>/s3api-get-bucket-policy.json (a folder of that name for one file',
      '    per resource)',
    ])
  })
})
