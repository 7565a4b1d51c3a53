import type { Context } from '../../context.ts'
import { ApiError, type ErrorCode } from '../../errors.ts'
import { type Administrator, assertPermission } from '../permissions/administrator.ts'
import { type BulkAct, type BulkInput, bulkActOf, permissionOfBulk } from './bulk-acts.ts'
import { withLocks } from './list-users.ts'
import { countUserRows, listUserRows, type UserFilter } from './user-list-repository.ts'
import type { User } from './user-repository.ts'

export interface BulkRequest extends BulkInput {
  readonly filter: UserFilter
  /** Otherwise whoever asks is left out. */
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
  const done = await doEach(users, act)
  return {
    ...done,
    matched,
    includesMe: items.some((user) => user.id === ownId),
    nextAfterId: next?.id,
  }
}

async function doEach(users: readonly User[], act: BulkAct) {
  const failed: BulkFailure[] = []
  const outcomes: (boolean | number)[] = []
  for (const user of users) {
    const outcome = await tryOn(user, act)
    if (typeof outcome === 'object') failed.push(outcome)
    else outcomes.push(outcome)
  }
  const changed = outcomes.filter((outcome) => outcome !== false).length
  const counts = outcomes.filter((outcome) => typeof outcome === 'number')
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
