import { createRequire } from 'node:module'
import { serviceEntry } from './services.js'

const require = createRequire(import.meta.url)

/** Is a package of the SDK installed? Only some are dependencies: all clients would weigh more than a gigabyte. */
export function isInstalled(name: string): boolean {
  try {
    require.resolve(name)
    return true
  } catch {
    return false
  }
}

/** Is there a client for a service of the CLI (`backup`)? */
export function canAsk(service: string): boolean {
  const entry = serviceEntry(service)
  return entry !== null && isInstalled(entry.package)
}
