import { expect, test } from 'vitest'
import { readBudgets } from '../../console/bundle-size.ts'

test.each(readBudgets())('$name stays within $maximum bytes', ({ bytes, maximum }) => {
  expect(bytes).toBeLessThanOrEqual(maximum)
})
