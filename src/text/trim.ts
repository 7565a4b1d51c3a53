// JavaScript's trim() differs: it takes U+FEFF for white space, and U+001C–001F and U+0085 not.
const whiteSpace =
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007' +
  '\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

/** Removes outer white space by the contract's rule: the same wherever a text field is set or checked. */
export function trim(text: string): string {
  // Walked and not matched: `[ ]+$` costs the square of the longest run of blanks inside.
  let start = 0
  let end = text.length
  while (start < end && whiteSpace.includes(text.charAt(start))) start += 1
  while (end > start && whiteSpace.includes(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}
