import { AuthError } from '../../errors.ts'
import { JsonNumber, type ParsedBody } from './parsed-body.ts'

const greatestDepth = 100
const greatestDigits = 4_300

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Parses a JSON body strictly. Numbers keep their digits. @throws {AuthError} `body_unreadable` */
export function parseJsonBody(bytes: Buffer): ParsedBody {
  try {
    const text = decoder.decode(bytes)
    refuseBombs(text)
    return { kind: 'json', value: JSON.parse(text, reviveNumber as Reviver) }
  } catch (error) {
    if (error instanceof AuthError) throw error
    // The parser's own message may repeat parts of the body, and so of a password.
    throw malformed('not valid JSON', error)
  }
}

/** The third parameter is ECMAScript 2026; the library types do not know it yet. */
type Reviver = Parameters<typeof JSON.parse>[1]

function reviveNumber(_key: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === 'number' ? new JsonNumber(source ?? String(value)) : value
}

/** Refuses nesting and numbers whose processing would cost more than their bytes suggest. */
function refuseBombs(text: string): void {
  let depth = 0
  let digits = 0
  let isInString = false

  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index)
    if (isInString) {
      if (character === backslash) index += 1
      else if (character === quote) isInString = false
      continue
    }
    digits = character >= zero && character <= nine ? digits + 1 : 0
    if (character === quote) isInString = true
    else if (character === openBracket || character === openBrace) depth += 1
    else if (character === closeBracket || character === closeBrace) depth -= 1
    if (depth > greatestDepth) throw malformed('nested too deeply')
    if (digits > greatestDigits) throw malformed('a number has too many digits')
  }
}

const [quote, backslash, zero, nine] = [0x22, 0x5c, 0x30, 0x39]
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d]

function malformed(reason: string, cause?: unknown): AuthError {
  return new AuthError('body_unreadable', { message: `JSON parse error - ${reason}`, cause })
}
