/** Where a request belongs in a distributed trace, as its caller says (W3C Trace Context, `traceparent`). */
export interface TraceContext {
  readonly traceId: string
  readonly parentId: string
  readonly isSampled: boolean
}

const pattern =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** Undefined for a header that is absent or malformed, which is then as if it were not there (§3.2.2.3). */
export function parseTraceparent(header: unknown): TraceContext | undefined {
  if (typeof header !== 'string') return undefined
  const [, version, traceId = '', parentId = '', flags = '', rest] = pattern.exec(header) ?? []
  // A later version may have more fields; this one has four.
  if (version === undefined || (version === '00' && rest !== undefined)) return undefined
  return { traceId, parentId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
