// The Python with moto for a whole run of tests: installed before the first file, once.
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    motoPython: string | null
  }
}

const SCRIPT = new URL('../../../scripts/moto.mjs', import.meta.url)

export async function setup(project: TestProject): Promise<void> {
  const { motoPython } = (await import(SCRIPT.href)) as { motoPython: () => string }
  let python: string | null = null
  try {
    python = motoPython()
  } catch (error) {
    const missing = `no moto: ${error instanceof Error ? error.message : String(error)}`
    if (process.env['REQUIRE_MOTO'] === '1')
      throw new Error(`${missing}, and REQUIRE_MOTO=1 asks for it`, { cause: error })
    process.stderr.write(
      `\n!! ${missing}.\n!! LEFT OUT: what is proven against a simulated AWS (test/collect/aws).\n\n`,
    )
  }
  project.provide('motoPython', python)
}
