const hints = new Set(['x-accepts-numbers', 'x-untrimmed'])

/** A copy without what the schemas say to our own validation only. */
export function stripExtensions<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(stripExtensions) as Value
  if (typeof value !== 'object' || value === null) return value

  const entries = Object.entries(value).filter(([key]) => !hints.has(key))
  return Object.fromEntries(entries.map(([key, each]) => [key, standardOf(key, each)])) as Value
}

/** To callers a refresh token is a UUID. */
function standardOf(key: string, value: unknown): unknown {
  return key === 'format' && value === 'refresh-token' ? 'uuid' : stripExtensions(value)
}
