/** Bounds on what an import accepts; sizes in bytes. Input from a cloud is hostile until read. */
export interface Limits {
  /** One file, unpacked. */
  fileBytes: number
  /** Levels of nesting in one JSON or YAML document. */
  depth: number
  /** Files of one import, archive members included. */
  files: number
}

export const LIMITS: Limits = { fileBytes: 2 ** 30, depth: 200, files: 1_000_000 }
