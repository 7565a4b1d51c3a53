/** Every place and every seat in the queue is taken; the caller may come back later. */
export class PoolOverloaded extends Error {
  override readonly name = 'PoolOverloaded'

  constructor() {
    super('Too many passwords are being hashed')
  }
}

export interface HashingPoolLimits {
  concurrency: number
  queueLimit: number
}

/** Leave to hash. Whoever took it releases it, whatever happens. */
export interface HashingPermit {
  /** Waits for a place, then runs `work` in it. One piece at a time; they may follow each other. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  /** Gives the permit back. Work that waits for a place never runs; work that runs is finished. */
  release(): void
}

export interface HashingPool {
  /** @throws {PoolOverloaded} at once, when all turns are taken. */
  acquirePermit(): HashingPermit
  /** `waiting` counts the turns that hold no place, whether or not they asked for one. */
  load(): { running: number; waiting: number }
}

/** Bounds how many passwords are hashed at once and how many callers may wait for that. */
export function createHashingPool({ concurrency, queueLimit }: HashingPoolLimits): HashingPool {
  const pool: PoolState = { concurrency, running: 0, queue: new Set(), turns: new Set() }

  return {
    acquirePermit() {
      if (pool.turns.size >= concurrency + queueLimit) throw new PoolOverloaded()

      const permit = createPermit(pool)
      pool.turns.add(permit)
      return permit
    },

    load: () => ({ running: pool.running, waiting: pool.turns.size - pool.running }),
  }
}

type Waiter = PromiseWithResolvers<void>

interface PoolState {
  readonly concurrency: number
  running: number
  readonly queue: Set<Waiter>
  readonly turns: Set<HashingPermit>
}

function createPermit(pool: PoolState): HashingPermit {
  let waiter: Waiter | undefined
  let isReleased = false

  const permit: HashingPermit = {
    async run(work) {
      if (isReleased) throw new Error('The permit was released')
      if (waiter !== undefined) throw new Error('The permit already runs something')

      waiter = requestSlot(pool)
      try {
        await waiter.promise
        return await runInPlace(pool, work)
      } finally {
        waiter = undefined
        if (isReleased) pool.turns.delete(permit)
      }
    },

    release() {
      isReleased = true
      // Running work keeps its permit until it ends: it still costs what the limit is there to bound.
      if (waiter === undefined || leaveQueue(pool, waiter)) pool.turns.delete(permit)
    },
  }
  return permit
}

function requestSlot(pool: PoolState): Waiter {
  const waiter: Waiter = Promise.withResolvers()

  if (pool.running < pool.concurrency) {
    pool.running += 1
    waiter.resolve()
  } else {
    pool.queue.add(waiter)
  }
  return waiter
}

async function runInPlace<Result>(pool: PoolState, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } finally {
    passSlotOn(pool)
  }
}

/** The place goes straight to whoever waited longest, so that a newcomer cannot slip in between. */
function passSlotOn(pool: PoolState): void {
  const [next] = pool.queue
  if (next === undefined) {
    pool.running -= 1
    return
  }

  pool.queue.delete(next)
  next.resolve()
}

function leaveQueue(pool: PoolState, waiter: Waiter): boolean {
  const wasWaiting = pool.queue.delete(waiter)
  if (wasWaiting) waiter.reject(new Error('The permit was released while it waited'))

  return wasWaiting
}
