import { readFileSync } from 'node:fs'
import type { OpenApiDocument } from '../../scripts/openapi/document.ts'

/** The document as it is committed. */
export const written: OpenApiDocument = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
)
/** The same without references. */
export const document = { ...written, paths: resolved(written.paths) }
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)

/** Pointers replaced by what they point at. */
function resolved<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(resolved) as Value
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) return resolved(partAt(String(value.$ref))) as Value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, resolved(each)]),
  ) as Value
}

function partAt(pointer: string): unknown {
  const part = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((outer, key) => (outer as Record<string, unknown>)[key], written)
  if (part === undefined) throw new Error(`${pointer} points at nothing`)
  return part
}
