import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { builtNames } from '../../src/http/built-files.ts'
import { projectFolder } from '../../src/project-folder.ts'
import { startTestServer } from '../support/test-server.ts'

const folder = new URL('build/pages/', projectFolder)

test.each([
  ['browsable.js', 25],
  ['browsable.css', 10],
  ['manual.js', 12],
  ['manual.css', 3],
])('%s stays under %i kB, compressed', (file, kilobytes) => {
  const name = builtNames('pages')[file]

  const bytes = readFileSync(new URL(`${name}.gz`, folder)).length

  expect(bytes).toBeLessThan(kilobytes * 1_000)
})

test('files of pages can be kept for ever, because their names change with them', async () => {
  const server = await startTestServer({ database: 'sqlite' })
  const page = await server.get('/api/', { accept: 'text/html' })
  const [, url = ''] = /<script src="([^"]+)"/.exec(page.body) ?? []

  const script = await server.get(url)
  await server.close()

  expect(url).toMatch(/browsable\.[0-9a-f]{12}\.js$/)
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})
