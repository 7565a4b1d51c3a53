import { ApiError } from '../../errors.ts'
import { JsonNumber, type ParsedBody } from './parsed-body.ts'

const maxDepth = 100
const maxDigits = 4_300
const maxCommas = 10_000

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Parses a JSON body strictly. Numbers keep their digits. @throws {ApiError} `body_unreadable` */
export function parseJsonBody(bytes: Buffer): ParsedBody {
  try {
    const text = decoder.decode(bytes)
    assertAffordable(text)
    return { kind: 'json', value: JSON.parse(text, reviveNumber as Reviver) }
  } catch (error) {
    if (error instanceof ApiError) throw error
    // The parser's own message may repeat parts of the body, and so of a password.
    throw malformed('not valid JSON', error)
  }
}

/** The third parameter is ECMAScript 2026; the library types do not know it yet. */
type Reviver = Parameters<typeof JSON.parse>[1]

function reviveNumber(_key: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === 'number' ? new JsonNumber(source ?? String(value)) : value
}

/** Refuses nesting, numbers and crowds of values whose processing would cost more than their bytes suggest. */
function assertAffordable(text: string): void {
  let depth = 0
  let digits = 0
  let commas = 0

  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === '"') index = endOfString(text, index)
    depth += nestingOf[character] ?? 0
    digits = character >= '0' && character <= '9' ? digits + 1 : 0
    commas += Number(character === ',')
    if (depth > maxDepth) throw malformed('nested too deeply')
    if (digits > maxDigits) throw malformed('a number has too many digits')
  }
  if (commas > maxCommas) throw malformed('too many values')
}

const nestingOf: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 }

/** Where the string that opens at `start` is closed; the end of the text if it never is. */
function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text.charAt(index) !== '"') {
    index += text.charAt(index) === '\\' ? 2 : 1
  }
  return index
}

function malformed(reason: string, cause?: unknown): ApiError {
  return new ApiError('body_unreadable', { message: `JSON parse error - ${reason}`, cause })
}
