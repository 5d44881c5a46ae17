/** A parsed YAML or JSON value in which every part knows where it stands (line and column count from 1). */
export type Positioned = PositionedMap | PositionedList | PositionedScalar

export interface Place {
  line: number
  column: number
}

export interface PositionedMap extends Place {
  kind: 'map'
  entries: { key: string; at: Place; value: Positioned }[]
}

export interface PositionedList extends Place {
  kind: 'list'
  items: Positioned[]
}

export interface PositionedScalar extends Place {
  kind: 'scalar'
  value: string | number | boolean | null
  /** As written: a number keeps its leading zeros here. */
  source: string
}

/** Something wrong in a text, and where. */
export interface Problem extends Place {
  message: string
}

/** `file:line:column: message`, the form that editors jump to. */
export function problemText(file: string, problem: Problem): string {
  return `${file}:${problem.line}:${problem.column}: ${problem.message}`
}
