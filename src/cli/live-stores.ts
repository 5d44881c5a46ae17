import { join } from 'node:path'
import { cloudOfStore } from '../connector/store.js'
import type { Connector, SnapshotStore, StoreAccess } from '../connector/index.js'
import { UserError } from '../model/index.js'
import type { Ports, RemoteSnapshots } from './ports.js'

/** Stores of snapshots as commands use them. A cloud's library is loaded when a store of it is named. */
export function liveStores(connectors: () => Promise<Connector[]>): Pick<Ports, 'openStore'> {
  return {
    openStore: async (url, access): Promise<RemoteSnapshots> => {
      const [store, { pullSnapshot, pushSnapshot }] = await Promise.all([
        storeAt(url, access),
        import('../snapshot/index.js'),
      ])
      return {
        push: async (home, id) => {
          await pushSnapshot(store, join(home, 'snapshots', id), id)
        },
        pull: async (home, id, raw) => {
          const known = raw === 'if-outdated' ? await connectors() : []
          return pullSnapshot(store, home, {
            id,
            wantsRaw: ({ clouds, versions }) =>
              raw === 'always' ||
              known.some(({ cloud, version }) => clouds.includes(cloud) && versions[cloud] !== version),
          })
        },
      }
    },
  }
}

/** The registry of stores: a scheme is a line in `src/connector/store.ts`, a cloud a line here. */
async function storeAt(url: string, access: StoreAccess): Promise<SnapshotStore> {
  switch (cloudOfStore(url)) {
    case 'aws':
      return (await import('../../connectors/aws/index.js')).openAwsStore(url, access)
    case 'azure':
      return (await import('../../connectors/azure/index.js')).openAzureStore(url, access)
    case 'gcp':
      return (await import('../../connectors/gcp/index.js')).openGcpStore(url, access)
    case null:
      throw new UserError(
        // What stands before an `@` or behind a `?` may be a secret.
        `${/[?#@]/.test(url) ? 'that' : `\`${url}\``} is not the address of a store`,
        'such as `s3://bucket/prefix`, `azblob://account/container/prefix`, `gs://bucket/prefix`',
      )
  }
}
