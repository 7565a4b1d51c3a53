import type { Context } from '../../context.ts'
import { AuthError, type RefusalCode } from '../../errors.ts'
import { type Administrator, requirePermission } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { activateUser, deactivateUser } from './activate-user.ts'
import { changeMembership } from './change-membership.ts'
import { deleteUser, restoreUser } from './delete-user.ts'
import { countUserRows, listUserRows, type UserFilter } from './list-users-repository.ts'
import { revokeUserSessions } from './revoke-user-sessions.ts'
import type { User } from './user.ts'

export const bulkActions = [
  'activate',
  'deactivate',
  'delete',
  'restore',
  'add_group',
  'remove_group',
  'revoke_sessions',
] as const

export type BulkAction = (typeof bulkActions)[number]

export interface BulkRequest {
  readonly action: BulkAction
  readonly filter: UserFilter
  readonly groupId?: number | undefined
  readonly reason?: string | undefined
  /** Otherwise whoever asks is left out. */
  readonly includeMe: boolean
  readonly isDryRun: boolean
  /** How many the caller saw; another number now means the list has changed. */
  readonly expectedCount?: number | undefined
  /** Begins after this user: where the call before stopped. */
  readonly afterId: number
}

export interface BulkFailure {
  readonly id: number
  readonly email: string
  readonly code: RefusalCode
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

const rightOf: Readonly<Record<BulkAction, PermissionCode>> = {
  activate: 'users.change_user',
  deactivate: 'users.change_user',
  delete: 'users.delete_user',
  restore: 'users.delete_user',
  add_group: 'users.change_user',
  remove_group: 'users.change_user',
  revoke_sessions: 'sessions.revoke_session',
}

/**
 * Does one thing to every user that matches, each for itself: what is refused for one is reported and stops no
 * other.
 *
 * @throws {AuthError} `permission_denied`; `conflict` when the number of users is not the expected one.
 */
export async function bulkUsers(
  context: Context,
  request: BulkRequest,
  administrator: Administrator,
): Promise<BulkOutcome> {
  requirePermission(administrator, rightOf[request.action])
  const { count: matched } = await countUserRows(context.db, request.filter, undefined)
  if (request.expectedCount !== undefined && request.expectedCount !== matched) {
    const message = `${matched} users match now, not ${request.expectedCount}. Nothing was changed.`
    throw new AuthError('conflict', { message })
  }

  const { items, next } = await listUserRows(context.db, request.filter, {
    sort: 'id',
    isDescending: false,
    after: { value: request.afterId, id: request.afterId },
    limit: bulkLimit,
  })
  const ownId = administrator.actor.id
  const users = items.filter((user) => request.includeMe || user.id !== ownId)
  const done = await doEach(context, users, request, administrator)
  return {
    ...done,
    matched,
    includesMe: items.some((user) => user.id === ownId),
    nextAfterId: next?.id,
  }
}

async function doEach(
  context: Context,
  users: readonly User[],
  request: BulkRequest,
  administrator: Administrator,
) {
  const waiting = users.filter((user) => !isDoneAlready(user, request.action))
  const failed: BulkFailure[] = []
  const outcomes: (boolean | number)[] = []
  for (const user of waiting) {
    const outcome = request.isDryRun ? true : await tryOn(context, user, request, administrator)
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

async function tryOn(
  context: Context,
  user: User,
  request: BulkRequest,
  administrator: Administrator,
): Promise<boolean | number | BulkFailure> {
  try {
    return await act(context, user, request, administrator)
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    const { code, message } = error
    return { id: user.id, email: user.email, code, message }
  }
}

function isDoneAlready({ isActive, deletedAt }: User, action: BulkAction): boolean {
  if (action === 'activate') return isActive
  if (action === 'deactivate') return !isActive
  if (action === 'delete') return deletedAt !== undefined
  return action === 'restore' && deletedAt === undefined
}

/** Answers whether anything changed, or how many sessions ended. */
async function act(
  context: Context,
  { id: userId, version }: User,
  { action, reason, groupId = -1 }: BulkRequest,
  administrator: Administrator,
): Promise<boolean | number> {
  const wasChanged = (user: User) => user.version !== version
  switch (action) {
    case 'activate':
      return wasChanged(await activateUser(context, userId, administrator))
    case 'deactivate':
      return wasChanged(await deactivateUser(context, { userId, reason }, administrator))
    case 'delete':
      return wasChanged(await deleteUser(context, userId, administrator))
    case 'restore':
      return wasChanged(await restoreUser(context, userId, administrator))
    case 'revoke_sessions':
      return revokeUserSessions(context, { userId, includeCurrent: false }, administrator)
    default: {
      const isMember = action === 'add_group'
      const membership = { userId, groupId, isMember, right: rightOf[action] }
      return wasChanged(await changeMembership(context, membership, administrator))
    }
  }
}
