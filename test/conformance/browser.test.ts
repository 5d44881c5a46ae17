import type * as fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { QUERIES } from '../../queries/index.js'
import { browserPack, favourites, type BrowserFile } from '../../src/browser/index.js'
import { serveOnLoopback, type RunningServer } from '../../src/cli/loopback-server.js'
import { typeLabel } from '../../src/graph/index.js'
import { cypherOf } from '../../src/query/index.js'
import { openDatabase, publishGraph, type Neo4jTarget } from '../../src/store/neo4j/index.js'
import { emptyDatabase, providedServer } from '../support/neo4j.js'
import { script } from '../support/neo4j-server.js'
import { HOSTILE_NAMES } from '../support/property-graphs.js'
import { chromiumProgram, signedIn, type SignedIn } from './browser-page.js'
import { exampleGraph } from './parity-worlds.js'

vi.mock('node:fs', async (actual) => ({ ...(await actual<typeof fs>()), fsyncSync: () => undefined }))

const EXAMPLE = fileURLToPath(new URL('../../examples/northwind', import.meta.url))
const OWN_SERVER = `test-browser-${String(process.pid)}`

/** A database and the address of the Browser that its server has. */
interface WithBrowser {
  readonly target: Neo4jTarget
  readonly address: string
  stop(): Promise<void>
}

/** The run's server where its Browser can be reached from here, else one of its own; null when there is neither. */
async function serverWithBrowser(): Promise<WithBrowser | null> {
  const provided = providedServer()
  if (provided !== null) {
    const address = await browserOf(provided)
    if (address !== null) return { target: provided, address, stop: () => Promise.resolve() }
  }
  const { canRun, startServer, removeServer } = await script()
  if (!canRun()) return null
  const target = await startServer({ name: OWN_SERVER, freePorts: true, fresh: true, memory: { heap: 768 } })
  const address = await browserOf(target)
  return address === null ? null : { target, address, stop: () => removeServer(OWN_SERVER) }
}

/** Where the server's Browser is; null when it cannot be reached from here, or leads to another server. */
async function browserOf(target: Neo4jTarget): Promise<string | null> {
  const database = await openDatabase(target)
  try {
    const { rows } = await database.read((tx) =>
      tx.run("SHOW SETTINGS 'server.http.advertised_address' YIELD value RETURN value"),
    )
    const root = `http://${String(rows[0]?.['value'])}`
    const told: unknown = await fetch(root, { headers: { Accept: 'application/json' } }).then((answer) => answer.json())
    const bolt = String((told as { bolt_direct?: unknown }).bolt_direct)
    return new URL(bolt).port === new URL(target.uri).port ? `${root}/browser/` : null
  } catch {
    return null
  } finally {
    await database.close()
  }
}

const program = chromiumProgram()
const server = program === null ? null : await serverWithBrowser()

describe('in Neo4j Browser', () => {
  if (program === null || server === null) {
    const missing = program === null ? 'no Chromium (CHROMIUM names one)' : 'no Neo4j whose Browser can be reached'
    it(`is left out: there is ${missing} here (REQUIRE_BROWSER=1 makes that a failure)`, () => {
      process.stderr.write(`\n!! ${missing}.\n!! LEFT OUT: style, favourites and guide in the real Neo4j Browser.\n\n`)
      expect(process.env['REQUIRE_BROWSER']).not.toBe('1')
    })
    return
  }

  let files: readonly BrowserFile[] = []
  let served: RunningServer
  let browser: SignedIn

  beforeAll(async () => {
    const graph = await exampleGraph(EXAMPLE, '2026-11-22')
    // Hostile names reach Browser with the graph.
    const hostile = HOSTILE_NAMES.map((name, i) => ({
      id: `hostile-${String(i)}`,
      labels: ['ExternalParty'] as const,
      properties: { id: `hostile-${String(i)}`, name, type: 'party', registered: false, everybody: false },
    }))
    const database = await openDatabase(server.target)
    try {
      await emptyDatabase(database)
      await publishGraph(database, { ...graph, nodes: () => [...graph.nodes(), ...hostile] })
    } finally {
      await database.close()
    }
    const typeLabels = [...graph.nodes()].flatMap(({ properties }) => typeLabel(String(properties['type'])) ?? [])
    served = await serveOnLoopback(0, (address) => {
      files = browserPack({ queries: QUERIES, cypherOf, typeLabels, address })
      return files
    })
    browser = await signedIn(program, server.address, server.target)
  })
  afterAll(async () => {
    await browser.close()
    served.close()
    await server.stop()
  })

  it('the style is loaded from here, and the kind of a node decides its colour', async () => {
    const text = await browser.run(`:style ${served.address}/style.grass`, /node\.AwsIamRole/)
    expect(text).toMatch(/node\.ExternalParty \{\s+diameter: 100px/)
    await browser.run(':config autoComplete: false', /"autoComplete": false/)
    await browser.run('MATCH (n:AwsIamRole:Principal) RETURN n LIMIT 3', /Node labels/)
    const circles = browser.page.getByTestId('frame').first().locator('circle.b-outline')
    await circles.first().waitFor()
    const colours = await circles.evaluateAll((all) => all.map((circle) => circle.getAttribute('fill')))
    expect(new Set(colours)).toEqual(new Set(['#2E6DA4']))
  })

  it('the guide opens beside the answers; its links set parameters and its statements draw', async () => {
    const { page } = browser
    await page.locator('[data-testid="activeEditor"] textarea').first().focus()
    await page.keyboard.insertText(`:guide ${served.address}/guide.html`)
    await page.getByTestId('editor-Run').click()
    await page.getByText('What outsiders reach in your clouds').waitFor()
    await page.getByTestId('guideNextSlide').click()
    await page.getByText('Take the party that reaches most').click()
    const newest = page.getByTestId('frame').first()
    await newest.getByText(/"party": "[^"]+"/).waitFor()
    await page.getByText('Take the resource that most parties reach').click()
    await newest.getByText(/"resource": "[^"]+"/).waitFor()
    await page.locator('pre.runnable:visible').first().click()
    const drawn = await browser.runEditor(/Displaying \d+ nodes/)
    expect(drawn).toMatch(/ExternalParty \(1\)[^]*CAN_ASSUME \(\d+\)/)
  })

  it('each of the ten first questions is answered', async () => {
    const { page } = browser
    await page.getByTestId('guideNextSlide').click()
    const statements = page.locator('pre.runnable:visible')
    expect(await statements.count()).toBe(10)
    for (let i = 0; i < 10; i++) {
      const first = ((await statements.nth(i).textContent()) ?? '').trim().split('\n')[0] ?? ''
      await statements.nth(i).click()
      const text = await browser.runEditor(/Displaying \d+ nodes|Started streaming \d+ records/)
      expect(text).toContain(first)
      expect(text).not.toContain('ERROR')
    }
  })

  it('a dropped archive becomes favourites in folders, and the first of them shows nodes', async () => {
    const { page } = browser
    const archive = files.find(({ path }) => path === 'favourites.zip')?.bytes ?? new Uint8Array()
    // As text, because it runs in the page, whose types are not those of this program.
    const dropped = await page.evaluateHandle(`(() => {
      const bytes = Uint8Array.from(atob('${Buffer.from(archive).toString('base64')}'), (unit) => unit.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], 'favourites.zip', { type: 'application/zip' }))
      return transfer
    })()`)
    await page.dispatchEvent('[data-testid="main"]', 'drop', { dataTransfer: dropped })
    await page.getByTestId('navigationFavorites').click()
    const all = favourites(QUERIES.values(), cypherOf)
    for (const folder of new Set(all.map((one) => one.folder)))
      await page.getByTestId(`savedScriptsFolder-${folder}`).waitFor()
    await page.getByTestId('expandFolder-inroads 0 pictures').click()
    await page
      .getByText(all[0]?.title ?? '', { exact: true })
      .first()
      .click()
    expect(await browser.runEditor(/Displaying \d+ nodes/)).toMatch(/ExternalParty \(1\)/)
    const circles = page.getByTestId('frame').first().locator('circle.b-outline')
    expect(await circles.count()).toBeGreaterThan(5)
  })

  it('hostile names in the graph are shown and do nothing', async () => {
    const { page } = browser
    const said: string[] = []
    page.on('dialog', (dialog) => {
      said.push(dialog.message())
      void dialog.dismiss()
    })
    await browser.run("MATCH (p:ExternalParty) WHERE p.id STARTS WITH 'hostile-' RETURN p", /Node labels/)
    const circles = page.getByTestId('frame').first().locator('circle.b-outline')
    await expect.poll(() => circles.count()).toBe(HOSTILE_NAMES.length)
    expect(await page.locator('[data-testid="frame"] script, [data-testid="frame"] img[src="x"]').count()).toBe(0)
    expect(said).toEqual([])
  })
})
