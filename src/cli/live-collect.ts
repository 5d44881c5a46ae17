import { setTimeout as wait } from 'node:timers/promises'
import type { Connector } from '../connector/index.js'
import type { Collector } from '../connector/collect/index.js'
import type { CloudChoice } from './collect/cloud-choice.js'
import type { Ports } from './ports.js'

type CollectPorts = Pick<
  Ports,
  'collectors' | 'plannedCalls' | 'runCollection' | 'storeCollection' | 'mergeSnapshots' | 'doctor'
>

/**
 * Live collection as commands call it. Everything is loaded when it is first needed, the clouds' SDKs by the collectors.
 */
export function liveCollection(connectors: () => Promise<Connector[]>): CollectPorts {
  return {
    collectors: (choices) => Promise.all(choices.map(collectorOf)),
    plannedCalls: async (choices) => {
      const { plannedCalls } = await import('./collect/planned.js')
      return (await Promise.all(choices.map(plannedCalls))).flat()
    },
    runCollection: async ({ folder, plan, collectors, signal, concurrency, onEvent }) => {
      const { openJournal, runCollection } = await import('../connector/collect/index.js')
      const journal = openJournal(folder, plan, Date.now)
      try {
        return await runCollection({
          ...{ collectors, journal, signal, onEvent, now: Date.now, random: Math.random, sleep },
          ...(concurrency === undefined ? {} : { limits: { concurrency } }),
        })
      } finally {
        await journal.close()
      }
    },
    storeCollection: async ({ home, folder, collectors, startedAt }) => {
      const [{ readJournal }, { collectSnapshot }, known] = await Promise.all([
        import('../connector/collect/index.js'),
        import('../snapshot/index.js'),
        connectors(),
      ])
      const of = new Map(collectors.map((collector) => [collector.cloud, collector]))
      const { report, manifest } = await collectSnapshot(readJournal(folder), {
        ...{ home, startedAt, connectors: known, clouds: [...of.keys()] },
        permissions: (cell) => of.get(cell.cloud)?.permissions(cell) ?? [],
        conclude: (cloud, records) => of.get(cloud)?.conclude?.(records) ?? records,
      })
      await derive(home, manifest.id)
      return report
    },
    mergeSnapshots: async (names, home) => {
      const [{ mergeSnapshots }, known] = await Promise.all([import('../snapshot/index.js'), connectors()])
      const { report, manifest } = mergeSnapshots(names, { home, connectors: known })
      await derive(home, manifest.id)
      return report
    },
    doctor: async (choice) => {
      switch (choice.cloud) {
        case 'aws':
          return (await import('../../connectors/aws/index.js')).awsDoctor(choice.options)
        case 'azure':
          return (await import('../../connectors/azure/index.js')).azureDoctor(choice.options)
        case 'gcp':
          return (await import('../../connectors/gcp/index.js')).gcpDoctor(choice.options)
      }
    },
  }
}

/** Stored now, so that the first question is as fast as the second. */
async function derive(home: string, id: string): Promise<void> {
  const [{ accessGraphOf }, { openSnapshot }] = await Promise.all([
    import('../question/stored-graph.js'),
    import('../snapshot/index.js'),
  ])
  accessGraphOf(openSnapshot(home, id))
}

/** Ends early, without an error, when the signal does. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined)
}

async function collectorOf(choice: CloudChoice): Promise<Collector> {
  switch (choice.cloud) {
    case 'aws':
      return (await import('../../connectors/aws/index.js')).createAwsCollector(choice.options)
    case 'azure':
      return (await import('../../connectors/azure/index.js')).createAzureCollector(choice.options)
    case 'gcp':
      return (await import('../../connectors/gcp/index.js')).createGcpCollector(choice.options)
  }
}
