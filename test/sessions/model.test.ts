import { expect, test } from 'vitest'
import { databases } from '../support/test-server.ts'
import { walkRandomly } from './model/random-walk.ts'

const steps = 250

test.each(databases)(
  'random steps on two nodes lead where the model says, on %s',
  async (database) => {
    const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000)

    const taken = await walkRandomly(database, seed, (count) => count === steps)

    expect(taken).toBe(steps)
  },
)
