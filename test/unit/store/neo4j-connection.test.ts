import { describe, expect, it } from 'vitest'
import { UserError } from '../../../src/model/index.js'
import { checkedAddress, checkVersion, serverFailure } from '../../../src/store/neo4j/index.js'

describe('an address', () => {
  it.each([
    ['bolt://localhost:7687', { uri: 'bolt://localhost:7687', shown: 'bolt://localhost:7687', exposed: false }],
    ['bolt://[::1]:7687', { uri: 'bolt://[::1]:7687', shown: 'bolt://[::1]:7687', exposed: false }],
    ['neo4j://graph.example.com', { exposed: true }],
    ['bolt://127.0.0.1.example.com', { exposed: true }],
    ['neo4j+s://abc.databases.neo4j.io', { uri: 'neo4j+s://abc.databases.neo4j.io', exposed: false }],
    ['bolt+ssc://graph.example.com:7687', { exposed: false }],
  ])('%s is accepted', (uri, expected) => {
    expect(checkedAddress({ uri })).toMatchObject(expected)
  })

  it('with certificates of its own is given to the driver without a scheme for encryption', () => {
    expect(checkedAddress({ uri: 'neo4j+s://h', caFile: 'ca.pem' })).toEqual({
      uri: 'neo4j://h',
      shown: 'neo4j+s://h',
      exposed: false,
    })
    expect(checkedAddress({ uri: 'bolt://h', caFile: 'ca.pem' }).exposed).toBe(false)
  })

  it.each([
    ['http://localhost:7474', 'Browser'],
    ['https://x.databases.neo4j.io', 'Browser'],
    ['ftp://x', 'bolt'],
    ['localhost:7687', 'bolt'],
    ['nonsense', 'bolt'],
    ['bolt://', 'bolt'],
    ['', 'bolt'],
  ])('`%s` is refused, with what to do', (uri, hint) => {
    expect(() => checkedAddress({ uri })).toThrowError(UserError)
    expect(hintOf(() => checkedAddress({ uri }))).toContain(hint)
  })

  it('with a password in it is refused, and the password is not repeated', () => {
    const refuse = () => checkedAddress({ uri: 'bolt://neo4j:hunter2@localhost' })
    expect(refuse).toThrowError(/user name or password/)
    expect(`${messageOf(refuse)}${hintOf(refuse)}`).not.toContain('hunter2')
  })
})

function caught(act: () => unknown): UserError {
  try {
    act()
  } catch (error) {
    if (error instanceof UserError) return error
  }
  throw new Error('no UserError was thrown')
}
const hintOf = (act: () => unknown): string => caught(act).hint ?? ''
const messageOf = (act: () => unknown): string => caught(act).message

describe('a server', () => {
  it.each(['Neo4j/5.26.0', 'Neo4j/5.26.29', 'Neo4j/5.27-aura', 'Neo4j/2025.01.0', 'Neo4j/2026.04.0', 'Memgraph'])(
    '%s will do',
    (agent) => {
      expect(() => {
        checkVersion(agent, 'bolt://h')
      }).not.toThrow()
    },
  )

  it.each(['Neo4j/5.25.1', 'Neo4j/4.4.40', 'Neo4j/3.5.0'])('%s is too old', (agent) => {
    expect(() => {
      checkVersion(agent, 'bolt://h')
    }).toThrowError(/too old/)
  })
})

describe('a failure of the server', () => {
  const failure = (code: string, message: string): unknown =>
    serverFailure(Object.assign(new Error(message), { code }), 'bolt://h')

  it.each([
    ['Neo.ClientError.Security.Unauthorized', 'The client is unauthorized', 4, 'does not accept'],
    ['Neo.ClientError.Security.AuthenticationRateLimit', 'too many', 4, 'too many wrong passwords'],
    ['Neo.ClientError.Security.CredentialsExpired', 'x', 4, 'must be changed'],
    [
      'Neo.ClientError.Security.Forbidden',
      'Write not allowed.',
      4,
      'does not let this user do that: Write not allowed',
    ],
    [
      'ServiceUnavailable',
      'Failed to connect. Caused by: connect ECONNREFUSED 127.0.0.1:1',
      5,
      'cannot reach Neo4j at `bolt://h`: connect ECONNREFUSED 127.0.0.1:1',
    ],
    ['ServiceUnavailable', 'Could not perform discovery. No routing servers available.', 5, 'did not tell where'],
    ['ServiceUnavailable', 'Caused by: self-signed certificate', 5, 'is not trusted'],
    ['N/A', 'Server responded HTTP. Make sure', 5, 'address of Neo4j Browser'],
    [
      'Neo.DatabaseError.Transaction.TransactionCommitFailed',
      'java.io.IOException: No space left on device',
      5,
      'disk of `bolt://h` is full',
    ],
    ['Neo.TransientError.General.MemoryPoolOutOfMemoryError', 'x', 5, 'too little memory'],
    ['Neo.ClientError.Database.DatabaseNotFound', 'Graph not found: x', 2, 'Graph not found'],
    ['Neo.ClientError.Statement.SyntaxError', 'Invalid input \'x\'\n"MATCH x"', 2, "not valid: Invalid input 'x'"],
    ['Neo.ClientError.Statement.AccessMode', 'Writing in read access mode not allowed', 2, 'would write'],
    ['Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration', 'x', 5, 'took too long'],
    [
      'Neo.DatabaseError.General.UnknownError',
      'Oops.\nat java',
      5,
      'failed: Neo.DatabaseError.General.UnknownError: Oops',
    ],
  ])('%s (%s) is said with exit code %i', (code, message, exitCode, said) => {
    const told = failure(code, message)
    expect(told).toBeInstanceOf(UserError)
    expect(told).toMatchObject({ exitCode, message: expect.stringContaining(said) as string })
    expect((told as UserError).message).toMatch(/^[^\n]*[^.\n]$/)
  })

  it('of our own making stays what it is', () => {
    const own = new TypeError('x is undefined')
    expect(serverFailure(own, 'bolt://h')).toBe(own)
    const said = new UserError('said')
    expect(serverFailure(said, 'bolt://h')).toBe(said)
  })
})
