import type { CollectEvent } from '../../connector/collect/index.js'
import type { Host } from '../host.js'
import { redacted } from './redact.js'

/** Objects on stderr, one on each line, for programs that follow a run. */
export interface EventLog {
  on(event: CollectEvent): void
  say(text: string): void
  warn(text: string): void
}

/** Opens the log. Of a call only its place and outcome are written: never what it was given, nor what it answered. */
export async function openEventLog({ stderr, now }: Pick<Host, 'stderr' | 'now'>): Promise<EventLog> {
  const { pino } = await import('pino')
  const logger = pino(
    {
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => void stderr.write(line) },
  )
  return {
    say: (text) => {
      logger.info(redacted(text))
    },
    warn: (text) => {
      logger.warn(redacted(text))
    },
    on: (event) => {
      const { cloud, scope, region, service, operation, subject } = event.cell
      const place = { cloud, scope, region, service, operation, subject: subject.map(redacted) }
      if (event.type === 'retry')
        logger.warn(
          {
            event: 'retry',
            ...place,
            attempt: event.attempt,
            waitMs: event.waitMs,
            code: redacted(event.failure.code),
          },
          redacted(event.failure.message),
        )
      if (event.type !== 'finished') return
      const { status, isFromJournal } = event
      const isMissing = status !== 'ok' && status !== 'none'
      logger[isMissing ? 'error' : 'info'](
        { event: isMissing ? 'failed' : 'finished', ...place, status, isFromJournal },
        redacted(event.message ?? status),
      )
    },
  }
}
