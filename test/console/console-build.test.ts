import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readBudgets } from '../../console/bundle-size.ts'
import { hashConsoleSources } from '../../console/sources-hash.ts'

test('the committed console was built of the sources beside it', () => {
  const recorded = readFileSync('console/dist/sources.sha256', 'utf8').trim()

  expect(recorded, 'run npm run console:build').toBe(hashConsoleSources())
})

test.each(readBudgets())('$name stays within $greatest bytes', ({ bytes, greatest }) => {
  expect(bytes).toBeLessThanOrEqual(greatest)
})
