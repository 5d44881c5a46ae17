import { existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { serveOnLoopback, type RunningServer, type ServedFile } from '../../../src/cli/loopback-server.js'
import { fakeHost, runIn, type FakeHost } from '../cli/fake-host.js'

interface Served {
  port: number
  files: readonly ServedFile[]
}

function browsing(served: Served[] = []): FakeHost {
  return fakeHost({
    ports: {
      serveOnLoopback: (port, filesAt) => {
        const address = `http://localhost:${String(port)}`
        served.push({ port, files: filesAt(address) })
        return Promise.resolve({ address, closed: Promise.resolve(), close: () => undefined })
      },
    },
  })
}

describe('browse', () => {
  it('prints the commands that Browser takes, and serves what they name', async () => {
    const served: Served[] = []
    const { code, out, err } = await runIn(browsing(served), 'browse')
    expect(code).toBe(0)
    expect(out).toContain('  :style http://localhost:7480/style.grass\n  :guide http://localhost:7480/guide.html\n')
    expect(err).toBe('inroads: serving until Ctrl-C\n')
    const paths = served[0]?.files.map(({ path }) => path) ?? []
    for (const [, path] of out.matchAll(/http:\/\/localhost:7480\/(\S+)/g)) expect(paths).toContain(path)
    const style = served[0]?.files.find(({ path }) => path === 'style.grass')
    expect(new TextDecoder().decode(style?.bytes)).toContain('node.AwsIamRole {')
  })

  it('takes another port, and refuses what is none', async () => {
    const served: Served[] = []
    await runIn(browsing(served), 'browse', '--port', '0')
    expect(served.map(({ port }) => port)).toEqual([0])
    for (const port of ['65536', '-1', '1e3', 'x']) {
      expect(await runIn(browsing(), 'browse', `--port=${port}`)).toMatchObject({ code: 2, out: '' })
    }
  })

  it('writes the same files to a folder', async () => {
    const host = browsing()
    const { code, out } = await runIn(host, 'browse', '--dir', 'for browser')
    expect(code).toBe(0)
    const folder = join(host.cwd, 'for browser')
    expect(out.trim().split('\n')).toEqual(
      ['guide.html', 'style.grass', 'favourites.zip', 'first-questions.md'].map((name) => join(folder, name)),
    )
    expect(readFileSync(join(folder, 'style.grass'), 'utf8')).toContain('node.ExternalParty {')
    expect(existsSync(join(folder, 'favourites', 'inroads 1 external reach', 'party-reach.cypher'))).toBe(true)
  })

  it('works where nothing was imported', async () => {
    const ports = { stored: () => Promise.resolve({ snapshot: null, snapshots: [], coverage: [], gaps: [] }) }
    const { code, err } = await runIn(fakeHost({ ports }), 'browse', '--dir', 'x')
    expect(code).toBe(0)
    expect(err).toContain('nothing is imported here')
  })
})

describe('the server behind it', () => {
  const file = { path: 'a.html', type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode('<p>') }

  async function serving(port = 0): Promise<RunningServer & { port: number }> {
    const server = await serveOnLoopback(port, () => [file])
    onTestFinished(() => {
      server.close()
    })
    return { ...server, port: Number(new URL(server.address).port) }
  }

  function asked(
    port: number,
    {
      method = 'GET',
      path = '/a.html',
      headers = {},
    }: { method?: string; path?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
    return new Promise((done, fail) => {
      const sent = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => (body += part))
        answer.on('end', () => {
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body })
        })
      })
      sent.once('error', fail)
      sent.end()
    })
  }

  it('gives a file to a page of any origin, and lets the page run nothing', async () => {
    const { port } = await serving()
    const { status, headers, body } = await asked(port, {
      path: '/a.html?x=1',
      headers: { Origin: 'http://localhost:7474' },
    })
    expect({ status, body }).toEqual({ status: 200, body: '<p>' })
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('answers what Browser asks before it fetches a guide', async () => {
    const { port } = await serving()
    const headers = {
      Origin: 'http://localhost:7474',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'cache-control,pragma,sentry-trace',
      'Access-Control-Request-Private-Network': 'true',
    }
    expect(await asked(port, { method: 'OPTIONS', headers })).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-headers': '*', 'access-control-allow-private-network': 'true' },
    })
  })

  it.each([
    ['another path', { path: '/b.html' }, 404],
    ['a path upwards', { path: '/../package.json' }, 404],
    ['a broken escape', { path: '/%E0%A4%A' }, 404],
    ['another method', { method: 'POST' }, 405],
    ['another name for the address', { headers: { Host: 'evil.example' } }, 421],
  ])('refuses %s', async (_what, given, status) => {
    const { port } = await serving()
    expect(await asked(port, given)).toMatchObject({ status, body: '' })
  })

  it('is reached by this machine only', async () => {
    const { address, port } = await serving()
    expect(address).toBe(`http://localhost:${String(port)}`)
    // The same port on every other address of this machine is free.
    const other = createServer()
    await new Promise<void>((done, fail) => {
      // A machine without that address cannot tell.
      other.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRNOTAVAIL') done()
        else fail(error)
      })
      other.listen({ port, host: '127.0.0.2' }, done)
    })
    other.close()
  })

  it('says which port is taken', async () => {
    const { port } = await serving()
    await expect(serveOnLoopback(port, () => [])).rejects.toThrow(`port ${String(port)} is taken`)
  })

  it('ends when it is closed', async () => {
    const server = await serveOnLoopback(0, () => [file])
    server.close()
    await expect(server.closed).resolves.toBeUndefined()
  })
})
