import type { Database } from './tables.ts'
import { isTransientError } from './transient-errors.ts'
import { UnusableDatabaseError } from './unusable-database.ts'

/** The most items of a batch on each database. */
export const batchLimits = new WeakMap<Database, number>()

export interface Batching<Item, Result> {
  /** How many batches may be on their way at once. */
  readonly lanes: number
  /** The most items of a batch. */
  readonly limit: number
  /** An item that has no result by then is given up, whether it was sent or not. */
  readonly timeLimitMilliseconds: number
  /** Waits for what a batch needs, such as a connection, does the work there, and makes it durable. */
  readonly inTurn: (db: Database, work: (db: Database) => Promise<void>) => Promise<void>
  /** Sends the items; the results are in their order. */
  readonly send: (db: Database, items: readonly Item[]) => Promise<readonly Result[]>
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly since: number
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
  isSettled: boolean
}

/**
 * Calls that wait for the database at the same time go there together. There is no timer: what queued up while the
 * previous batch was on its way is the next one, so an idle server never waits. Nothing is returned before the batch
 * is durable. A batch that fails is sent again item by item, unless the database is away: then all of it fails.
 */
export class Batches<Item, Result> {
  readonly #db: Database
  readonly #batching: Batching<Item, Result>
  #queue: Waiting<Item, Result>[] = []
  /** What is on its way, by batch. A Set that items enter and leave would keep what they hold from being collected. */
  #sent: Waiting<Item, Result>[][] = []
  #isCollecting = false
  #expiry: NodeJS.Timeout | undefined

  constructor(db: Database, batching: Batching<Item, Result>) {
    this.#db = db
    this.#batching = batching
  }

  add(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    this.#queue.push({ item, since: performance.now(), resolve, reject, isSettled: false })
    if (!this.#expiry) this.#expireIn(this.#batching.timeLimitMilliseconds)
    this.#start()
    return promise
  }

  /** Begins a batch, but collects for one at a time: the next begins when this one has taken what waits. */
  #start(): void {
    if (this.#isCollecting || this.#queue.length === 0) return
    if (this.#sent.length === this.#batching.lanes) return
    this.#isCollecting = true
    // What the event loop has read from other connections in the meantime comes along.
    setImmediate(() => this.#run())
  }

  #take(): Waiting<Item, Result>[] {
    const taken = this.#queue.splice(0, this.#batching.limit)
    this.#sent.push(taken)
    this.#isCollecting = false
    this.#start()
    return taken
  }

  async #run(): Promise<void> {
    let taken: Waiting<Item, Result>[] | undefined
    try {
      await this.#send(() => {
        taken = this.#take()
        return taken
      })
    } catch (error) {
      taken ??= this.#take()
      await this.#fail(taken, error)
    } finally {
      this.#sent = this.#sent.filter((batch) => batch !== taken)
      this.#start()
    }
  }

  async #send(take: () => Waiting<Item, Result>[]): Promise<void> {
    const { inTurn, send } = this.#batching
    let taken: Waiting<Item, Result>[] = []
    let results: readonly Result[] = []
    await inTurn(this.#db, async (db) => {
      taken = take()
      if (taken.length === 0) return
      results = await send(
        db,
        taken.map(({ item }) => item),
      )
    })
    for (const [index, waiting] of taken.entries()) {
      waiting.isSettled = true
      waiting.resolve(results[index] as Result)
    }
  }

  async #fail(taken: readonly Waiting<Item, Result>[], error: unknown): Promise<void> {
    const isWorthTrying = taken.length > 1 && !isOutage(error)
    for (const waiting of taken) {
      if (waiting.isSettled) continue
      try {
        if (!isWorthTrying) throw error
        await this.#send(() => [waiting])
      } catch (reason) {
        waiting.isSettled = true
        waiting.reject(reason)
      }
    }
  }

  #expireIn(milliseconds: number): void {
    this.#expiry = setTimeout(() => this.#expire(), milliseconds).unref()
  }

  /** Gives up what has waited for too long. */
  #expire(): void {
    const { timeLimitMilliseconds } = this.#batching
    const expired = performance.now() - timeLimitMilliseconds
    const unsettled = [...this.#sent.flat(), ...this.#queue].filter(({ isSettled }) => !isSettled)
    for (const waiting of unsettled.filter(({ since }) => since <= expired)) {
      waiting.isSettled = true
      waiting.reject(tooSlow(timeLimitMilliseconds))
    }
    this.#queue = this.#queue.filter(({ isSettled }) => !isSettled)
    this.#expiry = undefined
    const [oldest] = unsettled.filter(({ isSettled }) => !isSettled)
    if (oldest) this.#expireIn(oldest.since - expired)
  }
}

/**
 * Calls in batches, one queue for each database as long as it is open. How many items a batch has at most is an option of
 * the database.
 */
export function batched<Item, Result>(
  batchingOf: (db: Database) => Omit<Batching<Item, Result>, 'limit'>,
): (db: Database, item: Item) => Promise<Result> {
  const queues = new WeakMap<Database, Batches<Item, Result>>()

  return (db, item) => {
    const known = queues.get(db)
    if (known) return known.add(item)
    const queue = new Batches(db, { ...batchingOf(db), limit: batchLimits.get(db) ?? 1 })
    queues.set(db, queue)
    return queue.add(item)
  }
}

/** On PostgreSQL: two connections, so that one batch is on its way while the other connection is busy. */
export const onTwoConnections: Pick<Batching<never, never>, 'lanes' | 'inTurn'> = {
  lanes: 2,
  inTurn: (db, work) => db.connection().execute(work),
}

const minBatchLength = 16

/**
 * Fills up a short batch with nulls, which meet no row. PostgreSQL takes ten rows for granted when it plans for any batch,
 * and would plan anew for each shorter one: 0.2 ms, where executing it takes 0.1 ms.
 */
export function filledUp<Value>(values: readonly Value[]): (Value | null)[] {
  return [...values, ...Array(Math.max(minBatchLength - values.length, 0)).fill(null)]
}

/** A deadlock takes only what it met; the rest of a batch is as good as before. */
function isOutage(error: unknown): boolean {
  const isConflict = String((error as { code?: unknown }).code).startsWith('40')
  return isTransientError(error) && !isConflict
}

function tooSlow(milliseconds: number): UnusableDatabaseError {
  return new UnusableDatabaseError({
    code: 'unavailable',
    reason: `it did not respond within ${milliseconds / 1_000} seconds.`,
    cure: 'Look at its load and its locks, and at the network in between.',
  })
}
