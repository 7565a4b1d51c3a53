import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { messages } from '../../console/src/i18n/messages.ts'
import { explanations } from '../../src/pages/explanations.ts'
import { forbiddenWordsIn } from '../support/forbidden-words.ts'

test('no text of the console, of the API pages or of the OpenAPI document has a forbidden word', () => {
  const document: unknown = JSON.parse(readFileSync('openapi.json', 'utf8'))
  const texts = [
    ...textsOf(messages),
    ...textsOf(explanations),
    ...textsOf(document, ['summary', 'description']),
  ]

  const found = texts.flatMap((text) =>
    forbiddenWordsIn(text).map((issue) => `${text.slice(0, 90)} — ${issue}`),
  )

  expect(texts.length).toBeGreaterThan(1000)
  expect([...new Set(found)]).toEqual([])
})

test.each([
  ['Log-ins over the API', 2],
  ['Stay signed in', 1],
  ['What it answers', 1],
  ['Log in again in a moment.', 0],
  ['Logins through the API', 0],
])('“%s” has %i forbidden words', (text, count) => {
  expect(forbiddenWordsIn(text)).toHaveLength(count)
})

/** All strings under `node`, or those under the named keys. */
function textsOf(node: unknown, keys?: readonly string[], isText = keys === undefined): string[] {
  if (typeof node === 'string') return isText ? [node] : []
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    textsOf(value, keys, keys === undefined || keys.includes(key)),
  )
}
