// JavaScript's trim() differs: it takes U+FEFF for white space, and U+001C–001F and U+0085 not.
const whiteSpace =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const outerWhiteSpace = new RegExp(`^[${whiteSpace}]+|[${whiteSpace}]+$`, 'g')

/** Removes outer white space by the contract's rule: the same wherever a text field is set or checked. */
export function trim(text: string): string {
  return text.replace(outerWhiteSpace, '')
}
