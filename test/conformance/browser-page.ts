// Neo4j Browser in a headless Chromium, as somebody uses it: signs in, types commands, clicks.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import type { Neo4jTarget } from '../../src/store/neo4j/index.js'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']
const ON_MACS = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** The Chromium of this machine: the one that CHROMIUM names, else one on the path; null when there is none. */
export function chromiumProgram(env: NodeJS.ProcessEnv = process.env): string | null {
  const onPath = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [env['CHROMIUM'] ?? '', ...onPath, ON_MACS].find((path) => path !== '' && existsSync(path)) ?? null
}

/** A Browser that is signed in. */
export interface SignedIn {
  readonly page: Page
  /** Types a command or statement into the editor and runs it; gives what the newest answer then shows. */
  run(text: string, until: RegExp): Promise<string>
  /** Runs what the editor holds. */
  runEditor(until: RegExp): Promise<string>
  close(): Promise<void>
}

/** @param address where Browser is, such as `http://localhost:7474/browser/` */
export async function signedIn(program: string, address: string, target: Neo4jTarget): Promise<SignedIn> {
  const browser: Browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } })
    await page.goto(address)
    await page.getByTestId('username').fill(target.user)
    await page.getByTestId('password').fill(target.password)
    await page.getByTestId('connect').click()
    await page.getByTestId('editor-Run').waitFor()
    await page.getByText(':play start').first().waitFor()
    const newest = page.getByTestId('frame').first()
    const shown = async (until: RegExp): Promise<string> => {
      await newest.getByText(until).first().waitFor()
      return newest.innerText()
    }
    const runEditor = async (until: RegExp): Promise<string> => {
      await page.getByTestId('editor-Run').click()
      return shown(until)
    }
    return {
      page,
      runEditor,
      run: async (text, until) => {
        await page.locator('[data-testid="activeEditor"] textarea').first().focus()
        await page.keyboard.press('ControlOrMeta+A')
        await page.keyboard.press('Delete')
        await page.keyboard.insertText(text)
        return runEditor(until)
      },
      close: () => browser.close(),
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}
