import { expect, test } from 'vitest'
import { readBudgets } from '../../console/bundle-size.ts'

test.each(readBudgets())('$name stays within $greatest bytes', ({ bytes, greatest }) => {
  expect(bytes).toBeLessThanOrEqual(greatest)
})
