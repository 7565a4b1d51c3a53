import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generators } from '../../scripts/generated-files.ts'

const project = new URL('../../', import.meta.url)

for (const generate of generators) {
  test(`what ${generate.name} makes is committed as it is made today (npm run generate)`, async () => {
    for (const { path, content } of await generate()) {
      expect(readFileSync(new URL(path, project), 'utf8'), path).toBe(content)
    }
  })
}
