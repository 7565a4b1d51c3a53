import type { Mode } from '../config/read-config.ts'

/** For answers that are data: nothing in them may load, run or be framed. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

/** For our own pages: everything from this server, nothing inline. */
export const pagePolicy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const fixedHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': dataPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

const twoYearsSeconds = 63_072_000

/** The headers of every answer, made once: a plugin that sets them one by one halves the throughput. */
export function securityHeaders(mode: Mode): Readonly<Record<string, string>> {
  return Object.freeze({
    ...fixedHeaders,
    ...(mode === 'production'
      ? { 'strict-transport-security': `max-age=${twoYearsSeconds}; includeSubDomains` }
      : {}),
  })
}
