import type { Logger } from 'pino'
import type { Config } from './config/read-config.ts'
import type { HashingPool } from './crypto/hashing-pool.ts'
import type { Secrets } from './crypto/secrets.ts'
import type { Database, TransactionHandle } from './database/tables.ts'
import type { Observer } from './observer.ts'

/**
 * What every use case works with: the first parameter of each. One per process, from open-context.ts. Here is the
 * infrastructure; a feature that keeps state in memory adds its member where that state is defined: `settings`, `keys`
 * and `activity`.
 */
export interface Context {
  readonly config: Config
  /** Identifies this process among those that serve on the database; new at every start. */
  readonly processId: string
  /** The database, or inside `inTransaction` the transaction. */
  readonly db: Database
  /** Runs the callback once what was written is certain: after the commit in a transaction, at once outside. */
  readonly afterCommit: (callback: () => void) => void
  /**
   * Milliseconds since the epoch. The only clock for what is stored: of the database where it has one, so that all nodes
   * agree; tests move it.
   */
  readonly now: () => number
  /** The clock of this machine, which may be wrong. */
  readonly wallNow: () => number
  /** Sets `now` by the clock of the database. */
  readonly alignClock: () => Promise<void>
  /** Milliseconds since some time, for distances within this process: nobody can set it. */
  readonly monotonicNow: () => number
  readonly log: Logger
  readonly secrets: Secrets
  readonly hashing: HashingPool
  /** Who measures what happens here; absent where nobody does. */
  readonly observer: Observer | undefined
}

/** Who does something. */
export interface Actor {
  readonly kind: 'user' | 'anonymous' | 'command line' | 'system'
  readonly id?: number
  /** An email address, or the operating system's user for the command line. */
  readonly label: string
}

/** Where a request came from, as far as it is known. */
export interface ClientInfo {
  readonly address?: string | undefined
  readonly userAgent?: string | undefined
  readonly requestId?: string | undefined
  /** As the browser sent it (Accept-Language). */
  readonly languages?: string | undefined
}

/** Who asks, and from where: what audit entries say. */
export interface Caller {
  readonly actor: Actor
  readonly client: ClientInfo
  /** The session that asks, if one does: it goes on when "all other sessions" end. */
  readonly sessionId?: number | undefined
  readonly consoleSessionId?: number | undefined
}

/** Runs `work` on a context whose `db` is one transaction; a throw rolls it back. */
export async function inTransaction<Result>(
  context: Context,
  work: (context: TransactionContext) => Promise<Result>,
): Promise<Result> {
  const callbacks: (() => void)[] = []
  const afterCommit = (callback: () => void) => void callbacks.push(callback)
  const result = await context.db
    .transaction()
    .execute((db) => work({ ...context, db, afterCommit }))
  for (const callback of callbacks) callback()
  return result
}

const maxTries = 5

/**
 * Repeats work that returns undefined because somebody else changed the row between its look and its write. Returns
 * undefined when others were faster every time.
 */
export async function retryWhenStale<Result>(
  work: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const result = await work()
    if (result !== undefined) return result
  }
  return undefined
}

/** A context inside a transaction; statements that only make sense together ask for it. */
export type TransactionContext = Context & {
  readonly db: TransactionHandle
}
