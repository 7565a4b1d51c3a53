import type { Context } from '../../context.ts'
import { ApiError, type ErrorCode } from '../../errors.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { type BulkAct, type BulkInput, bulkActOf, permissionOfBulk } from './bulk-acts.ts'
import { withLocks } from './list-users.ts'
import { countUserRows, listUserRows, type UserFilter } from './user-list-repository.ts'
import type { User } from './user-repository.ts'

export interface BulkRequest extends BulkInput {
  readonly filter: UserFilter
  /** Otherwise whoever asks is skipped. */
  readonly includeMe: boolean
  /** How many the caller saw; another number now means the list has changed. */
  readonly expectedCount?: number | undefined
  /** Begins after this user: where the call before stopped. */
  readonly afterId: number
}

export interface BulkFailure {
  readonly id: number
  readonly email: string
  readonly code: ErrorCode
  readonly message: string
}

export interface BulkOutcome {
  readonly matched: number
  readonly includesMe: boolean
  readonly changed: number
  readonly unchanged: number
  readonly failed: readonly BulkFailure[]
  readonly sessionsRevoked: number
  readonly nextAfterId: number | undefined
}

/** The most users that one call works on. */
export const bulkLimit = 1_000

/**
 * Does one thing to every user that matches, each for itself: what is refused for one is reported and stops no
 * other.
 *
 * @throws {ApiError} `permission_denied`; `conflict` when the number of users is not the expected one.
 */
export async function bulkUsers(
  context: Context,
  request: BulkRequest,
  administrator: Administrator,
): Promise<BulkOutcome> {
  assertPermission(administrator, permissionOfBulk[request.action])
  const act = bulkActOf(context, request, administrator)
  const filter = withLocks(context, request.filter)
  const { count: matched } = await countUserRows(context.db, filter, undefined)
  if (request.expectedCount !== undefined && request.expectedCount !== matched) {
    const message = `${matched} users match now, not ${request.expectedCount}. Nothing was changed.`
    throw new ApiError('conflict', { message })
  }

  const { items, next } = await listUserRows(context.db, filter, {
    sort: 'id',
    isDescending: false,
    after: { value: request.afterId, id: request.afterId },
    limit: bulkLimit,
  })
  const ownId = administrator.actor.id
  const users = items.filter((user) => request.includeMe || user.id !== ownId)
  const done = await doEach(users, act, request.isDryRun ?? false)
  return {
    ...done,
    matched,
    includesMe: items.some((user) => user.id === ownId),
    nextAfterId: next?.id,
  }
}

/** Each waits for the database, on PostgreSQL most of its time: so several at once. */
const lanes = 4

/** Superusers take turns, as the dry run does: which of them is the last one that has to stay is no matter of chance. */
async function doEach(users: readonly User[], act: BulkAct, isDryRun: boolean) {
  const outcomes = new Map<User, boolean | number | BulkFailure>()
  const takesTurns = ({ isSuperuser }: User) => isDryRun || isSuperuser
  const atOnce = users.filter((user) => !takesTurns(user)).values()
  const work = async (queue: Iterable<User>) => {
    for (const user of queue) outcomes.set(user, await tryOn(user, act))
  }
  await Promise.all(Array.from({ length: lanes }, () => work(atOnce)))
  await work(users.filter(takesTurns))

  const inOrder = users.map((user) => outcomes.get(user) ?? false)
  const failed = inOrder.filter((outcome) => typeof outcome === 'object')
  const counts = inOrder.filter((outcome) => typeof outcome === 'number')
  const changed = inOrder.filter((outcome) => outcome === true).length + counts.length
  return {
    changed,
    unchanged: users.length - changed - failed.length,
    failed,
    sessionsRevoked: counts.reduce((sum, count) => sum + count, 0),
  }
}

async function tryOn(user: User, act: BulkAct): Promise<boolean | number | BulkFailure> {
  try {
    return await act(user)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { code, message } = error
    return { id: user.id, email: user.email, code, message }
  }
}
