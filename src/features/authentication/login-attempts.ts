import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ClientInfo,
  type Context,
  inTransaction,
  type TransactionContext,
} from '../../context.ts'
import { ApiError } from '../../errors.ts'
import { addressGroup } from '../../text/address-group.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { LoginUser } from '../users/user-repository.ts'
import {
  findWindow,
  giveAbandonedBack,
  giveAttemptBack,
  insertAttempt,
  resetAttempts,
  settleFailedAttempt,
} from './login-attempts-repository.ts'

export interface AttemptOwner {
  /** As it was typed. */
  readonly email: string
  readonly normalizedEmail: string
  readonly user: LoginUser | undefined
  readonly client: ClientInfo
}

declare module '../../context.ts' {
  interface Context {
    /** What else is written in the transaction that fills the window of an email, with an account or without. */
    readonly onLockout: (context: TransactionContext, owner: AttemptOwner) => Promise<void>
  }
}

/** An attempt that was counted; one of the three settles it. */
export interface CountedAttempt {
  /** The user starts anew; the client address gets back this one attempt only. */
  succeed(): Promise<void>
  /** It stays counted. */
  fail(): Promise<void>
  /** Nothing was learned about the password. */
  giveBack(): Promise<void>
}

/**
 * Counts an attempt for the user and for the client address before the password is looked at, so that no burst gets a
 * guess for free. An email without a user is counted like one with a user, by the same statements. Where the window is
 * full of attempts that are still under way, it waits for them: they may all be right.
 *
 * @throws {ApiError} `too_many_attempts`, with the seconds until the window is over.
 */
export async function countAttempt(context: Context, owner: AttemptOwner): Promise<CountedAttempt> {
  const { LOGIN_MAX_FAILURES, LOGIN_MAX_FAILURES_PER_ADDRESS } = context.settings.values
  const address = {
    key: addressKeyOf(owner.client.address),
    policy: 'failed-logins-per-address',
    userId: null,
    limit: LOGIN_MAX_FAILURES_PER_ADDRESS,
  }
  const user = {
    key: userKeyOf(context, owner.normalizedEmail),
    policy: 'failed-logins',
    userId: owner.user?.id ?? null,
    limit: LOGIN_MAX_FAILURES,
  }
  const failures = await count(context, [address, user])
  const settle = (write: (context: TransactionContext) => Promise<void>) =>
    inTransaction(context, write)

  return {
    succeed: () =>
      settle(async ({ db }) => {
        await giveAttemptBack(db, address.key)
        await resetAttempts(db, user.key)
      }),
    fail: () =>
      settle(async (context) => {
        await settleFailedAttempt(context.db, address.key)
        await settleFailedAttempt(context.db, user.key)
        if (failures.get(address) === address.limit) await recordLockout(context, owner, 'address')
        if (failures.get(user) === user.limit) {
          await recordLockout(context, owner, 'user')
          await context.onLockout(context, owner)
        }
      }),
    giveBack: () =>
      persist(() =>
        settle(async ({ db }) => {
          await giveAttemptBack(db, address.key)
          await giveAttemptBack(db, user.key)
        }),
      ),
  }
}

/** Names the counter of an email. What people type is kept only as a keyed hash. */
export function userKeyOf({ secrets }: Context, normalizedEmail: string): string {
  const hash = createHmac('sha256', secrets.loginAttempts)
    .update(normalizedEmail)
    .digest('base64url')
  return `account:${hash}`
}

function addressKeyOf(address: string | undefined): string {
  return `address:${address === undefined ? 'unknown' : addressGroup(address)}`
}

const retryMilliseconds = 1_000
const maxRetries = 60

/** What an outage prevents is done once the database is back; the caller is not kept waiting for it. */
async function persist(write: () => Promise<void>, retries = maxRetries): Promise<void> {
  try {
    await write()
  } catch {
    if (retries > 0) setTimeout(() => void persist(write, retries - 1), retryMilliseconds).unref()
  }
}

interface Counter {
  readonly key: string
  /** What the limit is called where a client is told about it. */
  readonly policy: string
  readonly userId: number | null
  readonly limit: number
}

/** The window of a counter is full. */
class WindowFull extends Error {
  readonly counter: Counter

  constructor(counter: Counter) {
    super('The window is full')
    this.counter = counter
  }
}

// Attempts under way end within a hash or two.
const pollMilliseconds = 50
const maxPolls = 60

/** Counts the attempt at all counters or at none; returns how many failures each has with this one. */
async function count(
  context: Context,
  counters: readonly Counter[],
): Promise<ReadonlyMap<Counter, number>> {
  for (let polls = 0; ; polls += 1) {
    try {
      return await inTransaction(context, (context) => insertAll(context, counters))
    } catch (error) {
      // What is locked already costs the other counters nothing: neighbors at an address need its budget.
      if (!(error instanceof WindowFull)) throw error
      await waitForRoom(context, error.counter, polls >= maxPolls)
    }
  }
}

async function insertAll(
  { db, now, settings }: TransactionContext,
  counters: readonly Counter[],
): Promise<ReadonlyMap<Counter, number>> {
  const time = now()
  const windowsOverAt = time - settings.values.LOGIN_LOCKOUT_DURATION * 1_000
  const failures = new Map<Counter, number>()
  for (const counter of counters.filter(({ limit }) => limit > 0)) {
    const count = await insertAttempt(db, { ...counter, now: time, windowsOverAt })
    if (count === undefined) throw new WindowFull(counter)
    failures.set(counter, count)
  }
  return failures
}

// An attempt that a crash left behind told nobody anything: after this long it counts no more.
const abandonedMilliseconds = 30_000

/** Returns when the window may have room again. @throws {ApiError} `too_many_attempts` when it will not soon. */
async function waitForRoom(
  context: Context,
  { key, policy, limit }: Counter,
  isPatienceOver: boolean,
): Promise<void> {
  const now = context.now()
  const window = await findWindow(context.db, key)
  // Those that were under way may all have been right since.
  if (window === undefined || window.failures < limit) return
  const { startedAt, lastAttemptAt, inFlight } = window
  const isAbandoned = inFlight > 0 && lastAttemptAt <= now - abandonedMilliseconds
  if (isAbandoned && (await giveAbandonedBack(context.db, key, lastAttemptAt))) return
  if (inFlight > 0 && !isPatienceOver) {
    await sleep(pollMilliseconds)
    return
  }
  context.activity.count('rate_limited', now)
  const windowSeconds = context.settings.values.LOGIN_LOCKOUT_DURATION
  const overAt = startedAt + windowSeconds * 1_000
  const retryAfterSeconds = Math.max(1, Math.ceil((overAt - now) / 1_000))
  const quota = { policy, limit, windowSeconds }
  throw new ApiError('too_many_attempts', { retryAfterSeconds, quota })
}

/** Recorded for an email without a user as well: the work must tell nobody which emails have one. */
async function recordLockout(
  context: Context,
  { email, user, client }: AttemptOwner,
  kind: 'user' | 'address',
): Promise<void> {
  const address = client.address ?? 'unknown'
  const object =
    kind === 'address'
      ? { type: 'address', id: address, label: address }
      : user && { type: 'user', id: user.id, label: user.email }
  await recordEvent(context, {
    action: 'auth.lockout',
    code: 'too_many_attempts',
    caller: { actor: { kind: 'anonymous', label: email.slice(0, 254) }, client },
    ...(object ? { object } : {}),
  })
}
