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
  /** Hears how long each piece of work took, seconds. */
  onRun?: ((seconds: number) => void) | undefined
}

/** Leave to hash. Whoever took it releases it, whatever happens. */
export interface HashingPermit {
  /**
   * Waits for a place, then runs `work` in it. One piece at a time; they may follow each other.
   *
   * @throws {PoolOverloaded} when it had to make room for a client that asks for less.
   */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  /** Gives the permit back. Work that waits for a place never runs; work that runs is finished. */
  release(): void
}

export interface HashingPool {
  /**
   * A permit for a client. When all are taken, the client that holds the most loses the one it asked for last; if that is
   * the one that asks, it gets none.
   *
   * @throws {PoolOverloaded} at once.
   */
  acquirePermit(client?: string): HashingPermit
  /** `waiting` counts the permits that hold no place, whether or not they asked for one. */
  load(): { running: number; waiting: number }
}

/**
 * Bounds how many passwords are hashed at once and how many callers may wait for that. Clients take turns, so that a flood
 * from one costs that one.
 */
export function createHashingPool({
  concurrency,
  queueLimit,
  onRun,
}: HashingPoolLimits): HashingPool {
  const pool: PoolState = { concurrency, onRun, running: 0, queue: new Map(), permits: new Map() }
  const countAll = () => sum([...pool.permits.values()].map(({ size }) => size))

  return {
    acquirePermit(client = '') {
      if (countAll() >= concurrency + queueLimit) makeRoomFor(client, pool)
      const permit = new Permit(pool, client)
      const own = pool.permits.get(client) ?? new Set()
      pool.permits.set(client, own.add(permit))
      return permit
    },

    load: () => ({ running: pool.running, waiting: countAll() - pool.running }),
  }
}

type Waiter = PromiseWithResolvers<void>

interface PoolState {
  readonly concurrency: number
  readonly onRun: HashingPoolLimits['onRun']
  running: number
  /** Who waits for a place, by client; the clients in the order of their turns. */
  readonly queue: Map<string, Set<Waiter>>
  readonly permits: Map<string, Set<Permit>>
}

class Permit implements HashingPermit {
  readonly #pool: PoolState
  readonly #client: string
  #waiter: Waiter | undefined
  #isReleased = false

  constructor(pool: PoolState, client: string) {
    this.#pool = pool
    this.#client = client
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isReleased) throw new Error('The permit was released')
    if (this.#waiter !== undefined) throw new Error('The permit already runs something')

    this.#waiter = requestPlace(this.#pool, this.#client)
    try {
      await this.#waiter.promise
      return await runInPlace(this.#pool, work)
    } finally {
      this.#waiter = undefined
      if (this.#isReleased) this.#forget()
    }
  }

  release(): void {
    this.#isReleased = true
    // Running work keeps its permit until it ends: it still costs what the limit is there to bound.
    const reason = new Error('The permit was released while it waited')
    if (this.#waiter === undefined || this.#leaveQueue(reason)) this.#forget()
  }

  /** Makes room; false for a permit whose work runs, or has not asked for a place yet. */
  giveUp(): boolean {
    if (!this.#leaveQueue(new PoolOverloaded())) return false
    this.#isReleased = true
    this.#forget()
    return true
  }

  #leaveQueue(reason: Error): boolean {
    const waiting = this.#pool.queue.get(this.#client)
    if (!this.#waiter || !waiting?.delete(this.#waiter)) return false
    if (waiting.size === 0) this.#pool.queue.delete(this.#client)
    this.#waiter.reject(reason)
    return true
  }

  #forget(): void {
    const own = this.#pool.permits.get(this.#client)
    own?.delete(this)
    if (own?.size === 0) this.#pool.permits.delete(this.#client)
  }
}

/** @throws {PoolOverloaded} when nobody holds more than the client would. */
function makeRoomFor(client: string, { permits }: PoolState): void {
  const own = permits.get(client)?.size ?? 0
  const [greediest] = [...permits].toSorted(([, first], [, second]) => second.size - first.size)
  const isFair = greediest === undefined || greediest[1].size <= own + 1
  const candidates = isFair ? [] : [...greediest[1]].toReversed()
  if (!candidates.some((permit) => permit.giveUp())) throw new PoolOverloaded()
}

function requestPlace(pool: PoolState, client: string): Waiter {
  const waiter: Waiter = Promise.withResolvers()
  if (pool.running < pool.concurrency) {
    pool.running += 1
    waiter.resolve()
  } else {
    pool.queue.set(client, (pool.queue.get(client) ?? new Set()).add(waiter))
  }
  return waiter
}

async function runInPlace<Result>(pool: PoolState, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now()
  try {
    return await work()
  } finally {
    pool.onRun?.((performance.now() - startedAt) / 1_000)
    passPlaceOn(pool)
  }
}

/**
 * The place goes straight to whoever waited longest of the client whose turn it is, so that a newcomer cannot slip in
 * between; then it is the next client's turn.
 */
function passPlaceOn(pool: PoolState): void {
  const [turn] = pool.queue
  if (turn === undefined) {
    pool.running -= 1
    return
  }
  const [client, waiting] = turn
  const [next] = waiting
  pool.queue.delete(client)
  if (next) waiting.delete(next)
  if (waiting.size > 0) pool.queue.set(client, waiting)
  next?.resolve()
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
