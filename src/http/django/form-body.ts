import { ApiError } from '../../errors.ts'
import type { ParsedBody } from './parsed-body.ts'

export const maxFieldCount = 1_000

/** Parses `application/x-www-form-urlencoded`; of a repeated key the last value counts. */
export function parseFormBody(bytes: Buffer): ParsedBody {
  // Counted first, because a body of nothing but separators takes seconds to parse.
  const text = bytes.toString('utf8')
  if (countOf('&', text) >= maxFieldCount) throw new ApiError('body_too_large')
  return { kind: 'form', value: Object.fromEntries(new URLSearchParams(text)) }
}

function countOf(character: string, text: string): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count += 1
  return count
}
