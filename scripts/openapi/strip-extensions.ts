const hints = new Set(['x-accepts-numbers', 'x-untrimmed', 'x-refresh-token'])

/** A copy without what the schemas say to our own validation only. */
export function stripExtensions<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(stripExtensions) as Value
  if (typeof value !== 'object' || value === null) return value

  const entries = Object.entries(value).filter(([key]) => !hints.has(key))
  return Object.fromEntries(entries.map(([key, each]) => [key, stripExtensions(each)])) as Value
}
