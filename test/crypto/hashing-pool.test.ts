import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createHashingPool,
  type HashingPermit,
  type HashingPool,
  PoolOverloaded,
} from '../../src/crypto/hashing-pool.ts'

test('turns are given up to the places and the queue together, then refused at once', () => {
  const pool = createHashingPool({ concurrency: 2, queueLimit: 3 })
  takeTurns(5, pool.acquirePermit)

  const refused = () => pool.acquirePermit()

  expect(refused).toThrow(PoolOverloaded)
})

test('a refused caller changes nothing', () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 0 })
  pool.acquirePermit()

  expect(() => pool.acquirePermit()).toThrow(PoolOverloaded)

  expect(pool.load()).toEqual({ running: 0, waiting: 1 })
})

test('a released permit makes room for exactly one other, however often it is released', () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 1 })
  const [first] = takeTurns(2, pool.acquirePermit)

  first?.release()
  first?.release()
  pool.acquirePermit()

  expect(() => pool.acquirePermit()).toThrow(PoolOverloaded)
})

test('no more pieces of work run at once than there are places', async () => {
  const pool = createHashingPool({ concurrency: 2, queueLimit: 8 })
  const turns = takeTurns(10, pool.acquirePermit)
  let running = 0
  const seen: number[] = []

  await Promise.all(
    turns.map((permit) =>
      permit.run(async () => {
        running += 1
        seen.push(running)
        await afterOtherWork()
        running -= 1
      }),
    ),
  )

  expect(seen).toHaveLength(10)
  expect(Math.max(...seen)).toBe(2)
})

test('places are given in the order in which they were asked for', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 3 })
  const turns = takeTurns(4, pool.acquirePermit)
  const order: number[] = []

  await Promise.all(
    turns.toReversed().map((permit) =>
      permit.run(async () => {
        order.push(turns.indexOf(permit))
        await afterOtherWork()
      }),
    ),
  )

  expect(order).toEqual([3, 2, 1, 0])
})

test('a newcomer does not slip in before one who waits', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 2 })
  const [first, second, newcomer] = takeTurns(3, pool.acquirePermit)
  const order: string[] = []
  const waits = first?.run(async () => order.push('first'))
  const alsoWaits = second?.run(async () => order.push('second'))

  await waits
  const comesLate = newcomer?.run(async () => order.push('newcomer'))
  await Promise.all([alsoWaits, comesLate])

  expect(order).toEqual(['first', 'second', 'newcomer'])
})

test('one permit runs several pieces of work one after another and answers with their results', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 0 })
  const permit = pool.acquirePermit()

  const verified = await permit.run(async () => 'verified')
  const rehashed = await permit.run(async () => 'rehashed')

  expect([verified, rehashed]).toEqual(['verified', 'rehashed'])
  expect(pool.load()).toEqual({ running: 0, waiting: 1 })
})

test('a permit refuses a second piece of work while one runs or waits', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 1 })
  const [running, waiting] = takeTurns(2, pool.acquirePermit)
  const work = running?.run(afterOtherWork)
  const later = waiting?.run(afterOtherWork)

  await expect(running?.run(afterOtherWork)).rejects.toThrow('already runs')
  await expect(waiting?.run(afterOtherWork)).rejects.toThrow('already runs')

  await Promise.all([work, later])
})

test('work that fails passes its error on and frees its place', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 1 })
  const [failing, next] = takeTurns(2, pool.acquirePermit)

  const failure = failing?.run(() => Promise.reject(new Error('disk on fire')))
  const success = next?.run(async () => 'done')

  await expect(failure).rejects.toThrow('disk on fire')
  await expect(success).resolves.toBe('done')
})

test('work that throws before it gives a promise frees its place', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 0 })
  const permit = pool.acquirePermit()
  const failure = permit.run(() => {
    throw new Error('at once')
  })

  await expect(failure).rejects.toThrow('at once')

  expect(pool.load()).toEqual({ running: 0, waiting: 1 })
})

test('a permit released while it waits leaves the queue, and its work never runs', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 2 })
  const [running, waiting, last] = takeTurns(3, pool.acquirePermit)
  const ran: string[] = []
  const work = running?.run(async () => ran.push('running'))
  const abandoned = waiting?.run(async () => ran.push('waiting'))
  const lastWork = last?.run(async () => ran.push('last'))

  waiting?.release()
  const loadAfterwards = pool.load()

  await expect(abandoned).rejects.toThrow('released')
  await Promise.all([work, lastWork])
  expect(loadAfterwards).toEqual({ running: 1, waiting: 1 })
  expect(ran).toEqual(['running', 'last'])
})

test('a permit released while its work runs makes room only when that work has ended', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 0 })
  const permit = pool.acquirePermit()
  const work = permit.run(afterOtherWork)

  permit.release()

  expect(() => pool.acquirePermit()).toThrow(PoolOverloaded)
  await work
  expect(pool.load()).toEqual({ running: 0, waiting: 0 })
})

test('a released permit runs nothing', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 0 })
  const permit = pool.acquirePermit()
  permit.release()

  const late = permit.run(async () => 'too late')

  await expect(late).rejects.toThrow('released')
  expect(pool.load()).toEqual({ running: 0, waiting: 0 })
})

test('the load tells what runs and what holds a permit without a place', async () => {
  const pool = createHashingPool({ concurrency: 2, queueLimit: 4 })
  const turns = takeTurns(5, pool.acquirePermit)
  const work = turns.slice(0, 4).map((permit) => permit.run(afterOtherWork))

  const load = pool.load()

  expect(load).toEqual({ running: 2, waiting: 3 })
  await Promise.all(work)
})

test('whatever callers do, the limits hold and nothing is left behind', async () => {
  const limits = fc.record({ concurrency: fc.integer({ min: 1, max: 3 }), queueLimit: fc.nat(4) })

  await fc.assert(
    fc.asyncProperty(limits, fc.array(caller(), { maxLength: 12 }), async (limits, callers) => {
      const pool = createHashingPool(limits)
      const running: number[] = [0]

      await Promise.allSettled(
        callers.map((caller) => behaveAs(caller, pool, () => running.push(pool.load().running))),
      )

      expect(Math.max(...running)).toBeLessThanOrEqual(limits.concurrency)
      expect(pool.load()).toEqual({ running: 0, waiting: 0 })
    }),
    { numRuns: 300 },
  )
})

interface Caller {
  pieces: number
  fails: boolean
  releasesAfter: number
}

function caller(): fc.Arbitrary<Caller> {
  return fc.record({ pieces: fc.nat(3), fails: fc.boolean(), releasesAfter: fc.nat(30) })
}

async function behaveAs(
  { pieces, fails, releasesAfter }: Caller,
  pool: HashingPool,
  onWork: () => void,
): Promise<void> {
  const permit = pool.acquirePermit()
  void ticks(releasesAfter).then(() => permit.release())

  try {
    for (let piece = 0; piece < pieces; piece += 1) {
      await permit.run(async () => {
        onWork()
        await ticks(2)
        if (fails) throw new Error('failed')
      })
    }
  } finally {
    permit.release()
  }
}

test('clients take turns, however much one of them asks for', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 20 })
  const order: string[] = []
  const hash = (client: string) =>
    pool.acquirePermit(client).run(async () => {
      order.push(client)
      await afterOtherWork()
    })

  await Promise.all([
    ...Array.from({ length: 10 }, () => hash('flood')),
    ...Array.from({ length: 3 }, () => hash('honest')),
  ])

  expect(order.slice(0, 7)).toEqual([
    'flood',
    'flood',
    'honest',
    'flood',
    'honest',
    'flood',
    'honest',
  ])
})

test('when all turns are taken, the client with the most makes room for one with fewer', async () => {
  const pool = createHashingPool({ concurrency: 1, queueLimit: 3 })
  const hash = (client: string) => {
    const permit = pool.acquirePermit(client)
    return permit.run(afterOtherWork).then(
      () => 'hashed',
      (error) => {
        permit.release()
        return error instanceof PoolOverloaded ? 'overloaded' : String(error)
      },
    )
  }
  const flood = Array.from({ length: 4 }, () => hash('flood'))
  const honest = hash('honest')

  expect(() => pool.acquirePermit('flood')).toThrow(PoolOverloaded)
  expect(await honest).toBe('hashed')
  expect(await Promise.all(flood)).toEqual(['hashed', 'hashed', 'hashed', 'overloaded'])
})

function takeTurns(count: number, acquirePermit: () => HashingPermit): HashingPermit[] {
  return Array.from({ length: count }, acquirePermit)
}

function afterOtherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function ticks(count: number): Promise<void> {
  for (let tick = 0; tick < count; tick += 1) await Promise.resolve()
}
