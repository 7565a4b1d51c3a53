import { expect, test } from 'vitest'
import { oneAtATime } from '../../src/database/one-at-a-time.ts'

test('what was asked for first is over before the next begins, and a failure stops nobody', async () => {
  const steps: string[] = []
  const work = oneAtATime(async (name: string) => {
    steps.push(`${name} begins`)
    await new Promise(setImmediate)
    if (name === 'second') throw new Error('the second fails')
    steps.push(`${name} ends`)
  })

  const outcomes = await Promise.allSettled([work('first'), work('second'), work('third')])

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(steps).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'third begins',
    'third ends',
  ])
})
