/** Values as the two databases of the Django server return them, read in one place. */

/** SQLite has 0 and 1. */
export function readBoolean(value: unknown): boolean {
  return value === true || value === 1
}

/** A point in time in milliseconds. Django writes UTC, on SQLite as text without saying so. */
export function readTimestamp(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined
  if (value instanceof Date) return value.getTime()
  const text = String(value).trim().replace(' ', 'T')
  const [, local = text, zone = 'Z'] =
    /^(.*T.*?)(Z|[+-]\d\d:\d\d)?$/.exec(text.replace(/\+00$/, 'Z')) ?? []
  const milliseconds = Date.parse(`${local}${zone}`)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

export function readText(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

/** Ids are whole numbers that PostgreSQL returns as text. */
export function readId(value: unknown): number {
  return Number(value)
}

/**
 * The value of a constance row: JSON, bare or as `{"__type__": …, "__value__": …}` (constance 4), or a pickled number
 * or boolean in base64 (constance 2 and 3), of which just those two shapes are read. Nothing is ever unpickled.
 */
export function readConstanceValue(stored: unknown): unknown {
  const text = readText(stored)
  try {
    const value: unknown = JSON.parse(text)
    const isTagged = typeof value === 'object' && value !== null && '__value__' in value
    return isTagged ? value.__value__ : value
  } catch {
    return readPickledScalar(Buffer.from(text, 'base64'))
  }
}

const protocolCode = 0x80
const frameCode = 0x95
const frameLength = 9

/** Opcodes of pickle protocols 2 to 5 for a whole number or a boolean; anything else is undefined. */
function readPickledScalar(bytes: Buffer): unknown {
  if (bytes[0] !== protocolCode || bytes.at(-1) !== '.'.charCodeAt(0)) return undefined
  const start = bytes[2] === frameCode ? 2 + frameLength : 2
  const code = String.fromCharCode(bytes[start] ?? 0)
  const value = bytes.subarray(start + 1, -1)

  return scalarReaders[code]?.(value)
}

const scalarReaders: Readonly<Record<string, (value: Buffer) => unknown>> = {
  K: (value) => (value.length === 1 ? value.readUInt8() : undefined),
  M: (value) => (value.length === 2 ? value.readUInt16LE() : undefined),
  J: (value) => (value.length === 4 ? value.readInt32LE() : undefined),
  '\x88': () => true,
  '\x89': () => false,
}
