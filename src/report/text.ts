const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
const ESCAPED = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\u2028', '\\n'],
  ['\u2029', '\\n'],
])

/**
 * A text that a cloud chose, made safe for a terminal: control, bidirectional, zero-width and private
 * characters are dropped, line ends and tabs are shown as escapes, so one value stays on one line.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => ESCAPED.get(character) ?? '')
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const NO_WIDTH = /\p{M}/u

/** Terminal columns that a printable text takes: two for East Asian wide characters and emoji, none for marks. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) {
    if (character <= '~') width += 1
    else if (!NO_WIDTH.test(character)) width += WIDE.test(character) || character > '\u{20000}' ? 2 : 1
  }
  return width
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text
}

/** Cuts the middle out of a long text: both the account and the name of an ARN stay readable. */
export function shortenMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  if (width <= 1) return '…'
  const characters = [...text]
  const tail = take([...characters].reverse(), Math.ceil((width - 1) / 2))
  const head = take(characters, width - 1 - displayWidth(tail.join('')))
  return `${head.join('')}…${tail.reverse().join('')}`
}

/** Cuts the end off a text that is too long for a line. */
export function shortenEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return `${take([...text], Math.max(0, width - 1)).join('')}…`
}

function take(characters: string[], width: number): string[] {
  const taken: string[] = []
  let used = 0
  for (const character of characters) {
    used += displayWidth(character)
    if (used > width) break
    taken.push(character)
  }
  return taken
}

/** Breaks a sentence at spaces into lines of at most `width` columns; a longer word is cut in the middle. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const fitting = shortenMiddle(word, width)
    if (line === '') line = fitting
    else if (displayWidth(line) + 1 + displayWidth(fitting) <= width) line += ` ${fitting}`
    else {
      lines.push(line)
      line = fitting
    }
  }
  if (line !== '') lines.push(line)
  return lines
}

/** The first `count` items joined, then how many more there are. */
export function firstFew(items: readonly string[], count: number, separator = ', '): string {
  if (items.length <= count) return items.join(separator)
  return `${items.slice(0, count).join(separator)}${separator}${String(items.length - count)} more`
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${String(count)} ${count === 1 ? noun : plural}`
}
