import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { awsDoctor } from '../../../../../connectors/aws/index.js'
import { CALLER, json, startFakeAws, xml, type FakeAws } from './fake-aws.js'

let aws: FakeAws

beforeEach(async () => {
  aws = await startFakeAws()
})

afterEach(async () => {
  await aws.stop()
})

describe('the doctor', () => {
  it('says what works, and what to add where it does not', async () => {
    aws.reply(({ operation }) => {
      if (operation === 'GetAccountAuthorizationDetails')
        return xml('<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>', 403)
      if (operation === 'DescribeRegions')
        return xml(
          '<DescribeRegionsResponse><regionInfo><item><regionName>us-east-1</regionName></item></regionInfo></DescribeRegionsResponse>',
        )
      return operation === 'ListAccounts' ? json({ Accounts: [{ Id: CALLER, State: 'ACTIVE' }] }) : null
    })
    const checks = new Map((await awsDoctor(aws.options())).map((check) => [check.what, check]))
    expect(checks.get('credentials')).toMatchObject({ status: 'ok', found: `\`arn:aws:iam::${CALLER}:user/reader\`` })
    expect(checks.get('iam:GetAccountAuthorizationDetails')).toMatchObject({
      status: 'failed',
      fix: 'add `iam:GetAccountAuthorizationDetails`',
    })
    expect(checks.get('ec2:DescribeRegions')).toMatchObject({ status: 'ok', found: '1 Regions are enabled' })
    expect(checks.get('organizations:ListAccounts')).toMatchObject({ status: 'ok' })
    expect(checks.get('clock')).toMatchObject({ status: 'ok' })
    expect(checks.get('packages')?.fix).toMatch(/^npm install @aws-sdk\/client-/)
  })

  it('tells that the clock is off', async () => {
    const now = () => Date.now() + 20 * 60_000
    const checks = await awsDoctor(aws.options({ now }))
    expect(checks.find(({ what }) => what === 'clock')).toMatchObject({
      status: 'failed',
      found: expect.stringMatching(/ahead of/) as string,
    })
  })

  it('tells that nobody is known by these credentials', async () => {
    aws.reply(({ operation }) =>
      operation === 'GetCallerIdentity'
        ? xml(
            '<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>',
            403,
          )
        : null,
    )
    const [first] = await awsDoctor(aws.options())
    expect(first).toMatchObject({ what: 'credentials', status: 'failed' })
    expect(first?.fix).not.toBeNull()
  })
})
