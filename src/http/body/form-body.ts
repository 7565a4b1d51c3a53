import { AuthError } from '../../errors.ts'
import type { ParsedBody } from './parsed-body.ts'

export const greatestFieldCount = 1_000

/** Parses `application/x-www-form-urlencoded`; of a repeated key the last value counts. */
export function parseFormBody(bytes: Buffer): ParsedBody {
  const fields = new URLSearchParams(bytes.toString('utf8'))
  if (fields.size > greatestFieldCount) throw new AuthError('body_too_large')
  return { kind: 'form', value: Object.fromEntries(fields) }
}
