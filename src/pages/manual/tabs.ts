import type { Token } from 'marked'

export interface Tab {
  readonly label: string
  readonly tokens: Token[]
}

type Part = { readonly tokens: Token[] } | { readonly tabs: Tab[] }

const opening = '<!-- tabs -->'
const closing = '<!-- /tabs -->'

/**
 * Splits a page where alternatives begin and end. In the Markdown they follow one another between two comments,
 * each below its label in bold, so that a code host shows all of them.
 */
export function splitAtTabs(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [{ tokens: [] }]
  for (const token of tokens) {
    const part = parts.at(-1)
    if (isComment(token, opening)) parts.push({ tabs: [] })
    else if (isComment(token, closing)) parts.push({ tokens: [] })
    else if (part && 'tabs' in part) addToTabs(part.tabs, token)
    else part?.tokens.push(token)
  }
  return parts
}

function addToTabs(tabs: Tab[], token: Token): void {
  const label = labelIn(token)
  if (label === undefined) tabs.at(-1)?.tokens.push(token)
  else tabs.push({ label, tokens: [] })
}

/** `**npm**` in a line of its own. */
function labelIn(token: Token): string | undefined {
  if (token.type !== 'paragraph' || token.tokens?.length !== 1) return undefined
  const [only] = token.tokens
  return only?.type === 'strong' ? only['text'] : undefined
}

function isComment(token: Token, comment: string): boolean {
  return token.type === 'html' && token.raw.trim() === comment
}
