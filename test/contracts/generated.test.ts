import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generateCommandLinePages } from '../../scripts/generate-cli-reference.ts'
import { generators } from '../../scripts/generated-files.ts'

const project = new URL('../../', import.meta.url)

for (const generate of generators) {
  test(`what ${generate.name} makes is committed as it is made today (npm run generate)`, async () => {
    for (const { path, content } of await generate()) {
      expect(readFileSync(new URL(path, project), 'utf8'), path).toBe(content)
    }
  })
}

test('the manual has no page of a command that is no longer there', async () => {
  const generated = await generateCommandLinePages()
  const pages = readdirSync(new URL('docs/reference/command-line/', project))

  expect(pages.map((name) => `docs/reference/command-line/${name}`).sort()).toEqual(
    generated
      .map(({ path }) => path)
      .filter((path) => path.includes('/command-line/'))
      .sort(),
  )
})
