import { readSources, type CallRecord, type Connector, type FoundRecord, type Malformed } from '../connector/index.js'
import { compareText, UserError } from '../model/index.js'
import { importReport, type ImportReport, type Manifest } from './manifest.js'
import { settle, storeSnapshot, type Stored } from './store.js'

export interface ImportOptions {
  /** Folder of all snapshots. */
  home: string
  connectors: readonly Connector[]
  /** Called with the number of files seen so far. */
  progress?: (files: number) => void
  /** The clock, for `importedAt`. */
  now?: () => Date
  /** Read where a path is `-`. */
  stdin?: AsyncIterable<Buffer>
}

export interface ImportResult extends Stored {
  report: ImportReport
}

/** What reading the files gave, before anything is stored. */
interface Reading {
  found: ReadonlyMap<Connector, FoundRecord[]>
  files: Manifest['files']
}

/**
 * Imports files and folders as one snapshot and makes it the current one. A damaged file is listed in the manifest, and
 * the rest is imported.
 *
 * @throws UserError if a path is not there, or nothing in it is recognised: the current snapshot then stays.
 */
export async function importPaths(paths: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const { found, files } = await readAll(paths, options)
  const settled = settle(found, options.connectors)
  const malformed = [...files.malformed, ...settled.malformed].sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.message, b.message),
  )
  if (settled.records.length === 0) throw nothingRecognised(paths, { ...files, malformed })
  const stored = storeSnapshot(settled.records, {
    ...options,
    source: 'import',
    takenAt: newest(options.connectors.map((connector) => connector.takenAt(ofCloud(settled.records, connector)))),
    files: { ...files, malformed },
  })
  return { ...stored, report: importReport(stored.manifest, stored.facts.gaps) }
}

async function readAll(paths: readonly string[], { connectors, progress, stdin }: ImportOptions): Promise<Reading> {
  const found = new Map<Connector, FoundRecord[]>()
  const unrecognised: string[] = []
  const malformed: Malformed[] = []
  let seen = 0
  let recognised = 0
  for await (const file of readSources(paths, stdin === undefined ? {} : { stdin })) {
    progress?.((seen += 1))
    if ('skipped' in file) {
      if (file.skipped) unrecognised.push(file.relative)
      else malformed.push({ path: file.relative, message: file.message })
      continue
    }
    try {
      let taken = false
      for (const connector of connectors) {
        const recognition = connector.recognise(file)
        if (recognition === null) continue
        taken = true
        const list = found.get(connector) ?? []
        found.set(connector, list)
        for (const record of recognition.records) list.push(record)
        if (recognition.malformed === null) recognised += 1
        else malformed.push({ path: file.relative, message: recognition.malformed })
        break
      }
      if (taken) continue
      const problem = file.extension === '.json' && file.size > 0 ? file.documents().error : null
      if (problem === null) unrecognised.push(file.relative)
      else malformed.push({ path: file.relative, message: problem })
    } catch (error) {
      malformed.push({ path: file.relative, message: error instanceof Error ? error.message : String(error) })
    }
  }
  return { found, files: { recognised, unrecognised: unrecognised.sort(compareText), malformed } }
}

function ofCloud(records: readonly CallRecord[], connector: Connector): CallRecord[] {
  return records.filter(({ cloud }) => cloud === connector.cloud)
}

function newest(dates: readonly (string | null)[]): string | null {
  return dates.reduce((best, date) => (date !== null && (best === null || date > best) ? date : best), null)
}

function nothingRecognised(paths: readonly string[], { unrecognised, malformed }: Manifest['files']): UserError {
  const given = paths.map((path) => `\`${path}\``).join(', ')
  const shown = malformed.slice(0, 5).map(({ path, message }) => `\`${path}\`: ${message}`)
  if (shown.length > 0) return new UserError(`nothing in ${given} could be read`, shown.join('\n'))
  return new UserError(
    unrecognised.length === 0 ? `no files in ${given}` : `nothing in ${given} is recognised`,
    'give output of the AWS, Azure or Google Cloud command line: `aws iam get-account-authorization-details`, a folder `<account id>/<region or global>/<service>-<operation>.json`, `<tenant id>/<list>.json`, or an asset export',
  )
}
