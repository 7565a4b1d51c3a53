import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { messages } from '../../console/src/i18n/messages.ts'
import { explanations } from '../../src/pages/explanations.ts'
import { type Page, pages } from '../docs/pages.ts'
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

test('no sentence of the manual, the README and the changelog has a forbidden word', () => {
  const sentences = pages.flatMap((page) => sentencesOf(page).map((text) => ({ ...page, text })))

  const found = sentences.flatMap(({ path, text }) =>
    forbiddenWordsIn(text).map((issue) => `${path}: ${text.trim().slice(0, 90)} — ${issue}`),
  )

  expect(sentences.length).toBeGreaterThan(2000)
  expect(found).toEqual([])
})

test('no sentence of the command line has a forbidden word', () => {
  const files = globSync('src/cli/**/*.ts')
  const sentences = files.flatMap((path) =>
    stringsOf(readFileSync(path, 'utf8')).map((text) => ({ path, text })),
  )

  const found = sentences.flatMap(({ path, text }) =>
    forbiddenWordsIn(text).map((issue) => `${path}: ${text.slice(0, 90)} — ${issue}`),
  )

  expect(sentences.length).toBeGreaterThan(300)
  expect(found).toEqual([])
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

/** What people read of a page: no comments, no code, no addresses of links. */
function sentencesOf({ markdown }: Page): string[] {
  return markdown
    .replace(/<!--.*?-->|^```[\s\S]*?^```$|`[^`\n]*`|\]\([^)]*\)/gm, '…')
    .split(/\n|(?<=[.:!?])\s/)
    .filter((text) => /\w/.test(text))
}

/** The string literals of a source that have more than one word, without its comments. */
function stringsOf(source: string): string[] {
  const code = source.replace(/^\s*(\/\*\*?|\*|\/\/).*$/gm, '')
  const literals = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals.filter((literal) => /\w \w/.test(literal))
}

/** All strings under `node`, or those under the named keys. */
function textsOf(node: unknown, keys?: readonly string[], isText = keys === undefined): string[] {
  if (typeof node === 'string') return isText ? [node] : []
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    textsOf(value, keys, keys === undefined || keys.includes(key)),
  )
}
