import { expect, test } from 'vitest'
import { walkRandomly } from '../sessions/model/random-walk.ts'
import { databases } from '../support/test-server.ts'

const minutes = Number(process.env['SOAK_MINUTES'] ?? 5)
const stepsOfWalk = 2_000

test.each(databases)(
  'random steps lead where the model says for minutes, on %s',
  async (database) => {
    const until = Date.now() + minutes * 60_000
    let total = 0

    for (let seed = Date.now() % 1_000_000; Date.now() < until; seed += 1) {
      total += await walkRandomly(
        database,
        seed,
        (count) => count === stepsOfWalk || Date.now() > until,
      )
    }

    expect(total).toBeGreaterThan(0)
  },
  (minutes + 5) * 60_000,
)
