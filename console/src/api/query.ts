export type QueryValue = string | number | boolean | undefined
export type Query = Readonly<Record<string, QueryValue>>

/** `?a=b` of what is set, or nothing. */
export function formatQuery(query: Query): string {
  const text = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  ).toString()
  return text && `?${text}`
}
