// Runs every bench, one after the other so that none disturbs another: `npm run bench`, or `npm run bench -- closure`.
// A bench is a file bench/<name>.mjs; what several share stands in bench/generate*.mjs, which are none.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../bench', import.meta.url))
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs') && !file.startsWith('generate'))
  .map((file) => file.slice(0, -'.mjs'.length))
  .sort()
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  process.stderr.write(
    `bench: there is no \`${unknown.join('`, `')}\`: there are ${known.map((name) => `\`${name}\``).join(', ')}\n`,
  )
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : known) {
  process.stdout.write(`\n${name}\n`)
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(folder, `${name}.mjs`)], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = status ?? 1
}
