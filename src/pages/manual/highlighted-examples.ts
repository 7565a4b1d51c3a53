import { existsSync, readFileSync } from 'node:fs'
import { builtFolder } from '../../http/built-files.ts'
import { Html } from '../../text/html.ts'
import { exampleKey } from './example-key.ts'

const file = new URL('pages/manual/examples.json', builtFolder)
const examples: Readonly<Record<string, string>> = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : {}

/** An example with its colors, which the build computed; the plain text where it knew none. */
export function highlightExample(language: string, text: string): Html | string {
  const markup = examples[exampleKey(language, text)]
  return markup === undefined ? text : new Html(markup)
}
