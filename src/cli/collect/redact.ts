/** Shapes in which secrets travel in error texts and addresses. */
const SECRETS: readonly RegExp[] = [
  /\b(?:Bearer|Basic)\s+[\w+/=.~-]{8,}/gi,
  // Tokens of JSON Web Token form.
  /\beyJ[\w-]{8,}(?:\.[\w-]*){1,2}/g,
  /\bya29\.[\w.-]{8,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,10000}/g,
]

/** A value behind a telling name, in JSON, query strings and headers. Prose (`ExpiredToken: the token ...`) is short. */
const NAMED =
  /(\b[\w-]{0,40}(?:password|passwd|secret|token|signature|credential|api-?key|access-?key|\bsig)[\w-]{0,20}["']?\s{0,3}(?:=\s{0,3}["']?(?=[^\s"'&,;)}]{4})|:\s{0,3}["']?(?=[^\s"'&,;)}]{16})))[^\s"'&,;)}]+/gi

/** The longest text that is looked through. */
const LONGEST = 4000

/** A text of a cloud with everything that looks like a secret taken out. Names that merely speak of one stay. */
export function redacted(text: string): string {
  let out = text.slice(0, LONGEST)
  for (const shape of SECRETS) out = out.replace(shape, '[redacted]')
  return out.replace(NAMED, '$1[redacted]')
}
