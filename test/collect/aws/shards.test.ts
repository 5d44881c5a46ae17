import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { awsConnector } from '../../../connectors/aws/index.js'
import { mergeSnapshots, openSnapshot } from '../../../src/snapshot/index.js'
import { collected, inFolder, type Collected } from '../../support/aws/collected.js'
import { startReplay, withMoto } from '../../support/aws/servers.js'

const DUMP = fileURLToPath(new URL('../../../examples/northwind/import', import.meta.url))
const PARTS = 3

withMoto('an organization read in parts', (python) => {
  it('is, joined, what one run reads', async () => {
    const server = await startReplay(python, { dump: DUMP, account: '210987654321', pageSize: 2 })
    await inFolder(async (folder) => {
      const at = (name: string): string => {
        const home = join(folder, name)
        mkdirSync(home, { recursive: true })
        return home
      }
      const options = { regions: ['us-east-1'] }
      const whole = await collected({ endpoint: server.endpoint, home: at('whole'), options })
      const parts: Collected[] = []
      for (let index = 1; index <= PARTS; index++)
        parts.push(
          await collected({
            endpoint: server.endpoint,
            home: at(`part-${String(index)}`),
            options: { ...options, shard: { index, count: PARTS } },
          }),
        )
      await server.stop()
      const accounts = ({ entries }: Collected): string[] => [
        ...new Set(
          entries
            .filter(({ cell }) => cell.operation === 'get-account-authorization-details')
            .map(({ cell }) => cell.scope),
        ),
      ]
      const split = parts.map(accounts)
      expect(split.flat().sort()).toEqual(accounts(whole).sort())
      expect(split.every((share) => share.length < accounts(whole).length)).toBe(true)
      const joined = mergeSnapshots(
        parts.map(({ snapshot }) => snapshot.folder),
        { home: at('joined'), connectors: [awsConnector] },
      )
      const told = (of: string): string[] =>
        openSnapshot(of, undefined)
          .rawRecords()
          .map(({ file, status, body }) => JSON.stringify([file, status, body]))
      expect(told(at('joined'))).toEqual(told(at('whole')))
      expect(joined.manifest.id).toBe(whole.snapshot.manifest.id)
      expect(joined.facts).toEqual(whole.snapshot.facts)
    })
  })
})
