import type { Check, DoctorAnswer } from './collect-answers.js'
import type { Look } from './look.js'
import { counted, padEnd, printable, wrap } from './text.js'

const MARKS: Record<Check['status'], string> = { ok: 'ok', warning: 'warn', failed: 'FAIL' }
export const CLOUD_NAMES = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' } as const

/** `doctor` for a person: what was looked at, place by place, and what to do about what is wrong. */
export function* doctorTable({ checks }: DoctorAnswer, look: Look): Generator<string> {
  const places = new Set(checks.map(({ cloud }) => cloud))
  const paint = { ok: (text: string) => text, warning: look.outcome.conditional, failed: look.alarm }
  let isFirst = true
  for (const place of places) {
    yield `${isFirst ? '' : '\n'}${look.bold(place === null ? 'this machine' : CLOUD_NAMES[place])}\n`
    isFirst = false
    for (const check of checks.filter(({ cloud }) => cloud === place)) {
      const [first = '', ...rest] = wrap(`${printable(check.what)}: ${printable(check.found)}`, look.width - 8)
      yield `  ${paint[check.status](padEnd(MARKS[check.status], 4))}  ${first}\n`
      for (const line of rest) yield `        ${line}\n`
      if (check.fix === null) continue
      for (const part of `to do: ${check.fix}`.split('\n'))
        for (const line of wrap(printable(part), look.width - 8)) yield `        ${look.dim(line)}\n`
    }
  }
  const failed = checks.filter(({ status }) => status === 'failed').length
  const warned = checks.filter(({ status }) => status === 'warning').length
  yield failed + warned === 0
    ? `\n${counted(checks.length, 'check')}, nothing wrong: \`inroads collect\` can start\n`
    : `\n${counted(checks.length, 'check')}: ${String(failed)} failed, ${counted(warned, 'warning')}\n`
}
