import { createHash } from 'node:crypto'

/**
 * The page tokens that one answer has had: one that comes again would go round for ever. Tokens can be long and pages
 * many, so that only a digest of each is held.
 */
export class PageTokens {
  private readonly seen = new Set<string>()

  /** Notes a token; was it there before? */
  isRepeated(token: string): boolean {
    const before = this.seen.size
    return this.seen.add(createHash('sha256').update(token).digest('base64').slice(0, 24)).size === before
  }
}
