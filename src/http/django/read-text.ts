import { trim } from '../../text/trim.ts'
import { type FieldInput, type FieldRead, issue } from './field.ts'
import { JsonNumber } from './parsed-body.ts'

const notAString = 'Not a valid string.'

/**
 * Reads a text field: trimmed, its length counted in code points, without NUL and lone surrogates, then by
 * its format. Several issues come together, in the contract's order.
 */
export function readText(input: FieldInput): FieldRead {
  const { field, value, formats } = input
  const format = field.format === undefined ? undefined : formats[field.format]
  const given = textOf(input)
  if (given === undefined) return issue(format?.issue ?? notAString)

  const text = field['x-untrimmed'] ? given : trim(given)
  if (text === '') {
    return field.minLength === undefined ? { value: text } : issue('This field may not be blank.')
  }

  const issues = validateText(text, field.maxLength)
  if (format?.isValid && (value instanceof JsonNumber || !format.isValid(text))) {
    issues.push(format.issue ?? notAString)
  }
  return issues.length === 0 ? { value: text } : { issues }
}

function textOf({ field, value }: FieldInput): string | undefined {
  if (typeof value === 'string') return value
  return field['x-accepts-numbers'] && value instanceof JsonNumber ? value.toText() : undefined
}

function validateText(text: string, maxLength: number | undefined): string[] {
  const issues: string[] = []
  if (maxLength !== undefined && isLongerThan(text, maxLength)) {
    issues.push(`Ensure this field has no more than ${maxLength} characters.`)
  }
  if (text.includes('\0')) issues.push('Null characters are not allowed.')
  const surrogate = /\p{Surrogate}/u.exec(text)?.[0]
  if (surrogate !== undefined) {
    const codePoint = surrogate.charCodeAt(0).toString(16).toUpperCase()
    issues.push(`Surrogate characters are not allowed: U+${codePoint}.`)
  }
  return issues
}

/** Whether the text has more code points; a code point has at most two units, so most texts need no count. */
function isLongerThan(text: string, length: number): boolean {
  if (text.length <= length) return false
  return text.length > 2 * length || [...text].length > length
}
