import { Agent, type AgentOptions } from 'node:https'
import { request as httpRequest } from 'node:http'
import type { Duplex } from 'node:stream'
import { connect as tlsConnect } from 'node:tls'

interface Destination {
  host?: string | null | undefined
  port?: number | string | null | undefined
  servername?: string | undefined
  timeout?: number | undefined
}

/**
 * Connections through the proxy that `HTTPS_PROXY` names, past it where `NO_PROXY` says so; null without a proxy.
 *
 * LIMIT: the proxy itself is spoken to in plain HTTP, as is usual for `CONNECT`.
 */
export function proxyAgent(env: { readonly [name: string]: string | undefined }, options: AgentOptions): Agent | null {
  const proxy = proxyUrl(env)
  return proxy === null ? null : new TunnelAgent(proxy, noProxyHosts(env), options)
}

function proxyUrl(env: { readonly [name: string]: string | undefined }): URL | null {
  const text = env['HTTPS_PROXY'] ?? env['https_proxy'] ?? ''
  const address = text === '' || text.includes('://') ? text : `http://${text}`
  return URL.canParse(address) ? new URL(address) : null
}

function noProxyHosts(env: { readonly [name: string]: string | undefined }): string[] {
  return (env['NO_PROXY'] ?? env['no_proxy'] ?? '')
    .split(',')
    .map((host) =>
      host
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, ''),
    )
    .filter((host) => host !== '')
}

/** Is the host one of those, or below one? */
export function isExempt(host: string, exempt: readonly string[]): boolean {
  return exempt.some((name) => name === '*' || host === name || host.endsWith(`.${name}`))
}

class TunnelAgent extends Agent {
  constructor(
    private readonly proxy: URL,
    private readonly exempt: readonly string[],
    options: AgentOptions,
  ) {
    super(options)
  }

  override createConnection(
    options: Destination,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const host = options.host ?? ''
    if (callback === undefined || isExempt(host.toLowerCase(), this.exempt))
      return super.createConnection(options, callback)
    // The agent's callback takes an error alone; its type knows no such call.
    const done = callback as (error: Error | null, stream?: Duplex) => void
    const target = `${host}:${String(options.port ?? 443)}`
    const { username, password, hostname, port } = this.proxy
    const asking = httpRequest({
      host: hostname,
      port: port === '' ? 80 : port,
      method: 'CONNECT',
      path: target,
      agent: false,
      timeout: options.timeout,
      headers: { host: target, ...(username === '' ? {} : { 'proxy-authorization': basic(username, password) }) },
    })
    asking.once('connect', (response, socket) => {
      if (response.statusCode === 200) {
        done(null, tlsConnect({ ...options, host, port: Number(options.port ?? 443), socket } as object))
        return
      }
      socket.destroy()
      done(Object.assign(new Error(`the proxy answered ${String(response.statusCode)}`), { code: 'EPROXY' }))
    })
    asking.once('timeout', () => asking.destroy(Object.assign(new Error('the proxy is silent'), { code: 'ETIMEDOUT' })))
    asking.once('error', (error) => {
      done(error)
    })
    asking.end()
    return undefined
  }
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`
}
