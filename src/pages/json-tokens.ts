/** A piece of JSON text, with what it is and where it leads. */
export interface JsonToken {
  readonly kind: 'key' | 'string' | 'number' | 'literal' | 'secret' | 'mark'
  readonly text: string
  readonly href?: string
  /** The member that a secret is. */
  readonly name?: string
}

// A page can be saved, printed and read over a shoulder; the tokens are there for programs.
const secretNames = /^(access_token|refresh_token|password|secret)$/

/** Whether a member or field of this name is kept out of pages. */
export function isSecretName(name: string): boolean {
  return secretNames.test(name)
}

/** A value as indented JSON in pieces, so that every page shows it the same way. Secrets are pieces of their own. */
export function jsonTokens(value: unknown, name = '', indent = '\n'): JsonToken[] {
  if (typeof value === 'string') return [stringToken(value, name)]
  if (typeof value === 'number') return [{ kind: 'number', text: String(value) }]
  if (typeof value !== 'object' || value === null) return [{ kind: 'literal', text: String(value) }]

  const inner = `${indent}  `
  const isList = Array.isArray(value)
  const members = Object.entries(value).map(([key, each]) => [
    mark(inner),
    ...(isList ? [] : [{ kind: 'key', text: JSON.stringify(key) } as const, mark(': ')]),
    ...jsonTokens(each, isList ? '' : key, inner),
  ])
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (members.length === 0) return [mark(open + close)]

  const separated = members.flatMap((member, index) =>
    index === 0 ? member : [mark(','), ...member],
  )
  return [mark(open), ...separated, mark(indent + close)]
}

function mark(text: string): JsonToken {
  return { kind: 'mark', text }
}

function stringToken(text: string, name: string): JsonToken {
  if (isSecretName(name)) return { kind: 'secret', text, name }
  const isLink = /^(https?:\/\/[^\s"<>]+|\/api\/[^\s"<>]*)$/.test(text) && !text.includes('{')
  return { kind: 'string', text: JSON.stringify(text), ...(isLink ? { href: text } : {}) }
}
