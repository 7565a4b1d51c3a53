import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Batches, type Batching } from '../../src/database/batched.ts'
import type { Database } from '../../src/database/tables.ts'

const db = {} as Database

/** A queue whose batches wait for the test, and every batch it has sent. */
function createBatches(options: Partial<Batching<number, string>> = {}) {
  const sent: (readonly number[])[] = []
  const gates: PromiseWithResolvers<void>[] = []
  const batches = new Batches<number, string>(db, {
    lanes: 1,
    limit: 256,
    timeLimitMilliseconds: 30_000,
    inTurn: (db, work) => work(db),
    async send(_, items) {
      sent.push(items)
      const gate = Promise.withResolvers<void>()
      gates.push(gate)
      await gate.promise
      return items.map((item) => `result of ${item}`)
    },
    ...options,
  })

  /** Lets the oldest batch that is on its way arrive, or fail. */
  async function arrive(error?: unknown): Promise<void> {
    while (gates.length === 0) await nextTurn()
    const gate = gates.shift()
    if (error === undefined) gate?.resolve()
    else gate?.reject(error)
    await nextTurn()
  }
  return { batches, sent, arrive }
}

const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' })
const outage = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

test('what queues up while a batch is on its way is the next batch', async () => {
  const { batches, sent, arrive } = createBatches()

  const first = batches.add(1)
  await nextTurn()
  const rest = [2, 3, 4].map((item) => batches.add(item))
  await nextTurn()
  const before = [...sent]
  await arrive()
  await arrive()

  expect(before).toEqual([[1]])
  expect(sent).toEqual([[1], [2, 3, 4]])
  expect(await Promise.all([first, ...rest])).toEqual([1, 2, 3, 4].map((n) => `result of ${n}`))
})

test('calls of one turn of the event loop go together at once', async () => {
  const { batches, sent, arrive } = createBatches()
  const results = [1, 2, 3].map((item) => batches.add(item))
  await arrive()

  expect(sent).toEqual([[1, 2, 3]])
  expect(await Promise.all(results)).toHaveLength(3)
})

test('a batch has no more than the limit', async () => {
  const { batches, sent, arrive } = createBatches({ limit: 2 })
  const results = [1, 2, 3, 4, 5].map((item) => batches.add(item))
  for (let batch = 0; batch < 3; batch += 1) await arrive()

  expect(sent).toEqual([[1, 2], [3, 4], [5]])
  expect(await Promise.all(results)).toHaveLength(5)
})

test('a second lane does not wait for the first', async () => {
  const { batches, sent, arrive } = createBatches({ lanes: 2 })
  const results = [batches.add(1)]
  await nextTurn()
  results.push(batches.add(2))
  await nextTurn()
  results.push(batches.add(3), batches.add(4))
  await nextTurn()
  const before = [...sent]
  for (let batch = 0; batch < 3; batch += 1) await arrive()

  expect(before).toEqual([[1], [2]])
  expect(sent).toEqual([[1], [2], [3, 4]])
  expect(await Promise.all(results)).toHaveLength(4)
})

test('after a deadlock every item is sent alone, and one that fails takes no other with it', async () => {
  const { batches, sent, arrive } = createBatches()
  const results = Promise.allSettled([1, 2, 3].map((item) => batches.add(item)))
  await arrive(deadlock)
  await arrive()
  await arrive(new Error('of the second'))
  await arrive()

  expect(sent).toEqual([[1, 2, 3], [1], [2], [3]])
  expect(await results).toMatchObject([
    { value: 'result of 1' },
    { reason: { message: 'of the second' } },
    { value: 'result of 3' },
  ])
})

test('in an outage all of a batch fails at once, and what comes later is tried', async () => {
  const { batches, sent, arrive } = createBatches()
  const failed = Promise.allSettled([1, 2].map((item) => batches.add(item)))
  await arrive(outage)
  const later = batches.add(3)
  await arrive()

  expect(sent).toEqual([[1, 2], [3]])
  expect(await failed).toMatchObject([{ reason: outage }, { reason: outage }])
  expect(await later).toBe('result of 3')
})

test('where no turn is to be had, everything that waits fails', async () => {
  const { batches, sent } = createBatches({ inTurn: () => Promise.reject(outage) })
  const failed = await Promise.allSettled([1, 2].map((item) => batches.add(item)))

  expect(sent).toEqual([])
  expect(failed).toMatchObject([{ reason: outage }, { reason: outage }])
})

test('an item that has waited for too long fails and is never sent', async () => {
  const { batches, sent, arrive } = createBatches({ timeLimitMilliseconds: 1_000 })
  const onItsWay = batches.add(1)
  await expect.poll(() => sent).toEqual([[1]])
  const given = await Promise.allSettled([onItsWay, batches.add(2)])
  await arrive()
  await nextTurn()

  expect(given).toMatchObject([
    { reason: { name: 'UnusableDatabaseError' } },
    { reason: { name: 'UnusableDatabaseError' } },
  ])
  expect(sent).toEqual([[1]])
})
