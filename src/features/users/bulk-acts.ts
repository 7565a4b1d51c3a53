import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { activation, type Deactivation, deactivation } from './activate-user.ts'
import { membershipChange } from './change-membership.ts'
import { deletion, restoration } from './delete-user.ts'
import { type Decide, performOnUser } from './perform-on-user.ts'
import { type Rehearsal, rehearseOnUser } from './rehearse-on-user.ts'
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

/** What is to be done to each of many users. */
export interface BulkWish extends Deactivation {
  readonly action: BulkAction
  readonly groupId?: number | undefined
  readonly isDryRun: boolean
}

/** Does it to one user: answers whether anything changed, or how many sessions ended. */
export type BulkAct = (user: User) => Promise<boolean | number>

export const rightOfBulk: Readonly<Record<BulkAction, PermissionCode>> = {
  activate: 'users.change_user',
  deactivate: 'users.change_user',
  delete: 'users.delete_user',
  restore: 'users.delete_user',
  add_group: 'users.change_user',
  remove_group: 'users.change_user',
  revoke_sessions: 'sessions.revoke_session',
}

/** The act, or for a dry run its rehearsal, which refuses the same. @throws {AuthError} `validation_failed`. */
export function bulkActOf(context: Context, wish: BulkWish, administrator: Administrator): BulkAct {
  const act = actOf(context, wish, administrator)
  return async (user) => (isDoneAlready(user, wish.action) ? false : act(user))
}

function isDoneAlready({ isActive, deletedAt }: User, action: BulkAction): boolean {
  if (action === 'activate') return isActive
  if (action === 'deactivate') return !isActive
  if (action === 'delete') return deletedAt !== undefined
  return action === 'restore' && deletedAt === undefined
}

function actOf(context: Context, wish: BulkWish, administrator: Administrator): BulkAct {
  if (wish.action === 'revoke_sessions') return revocation(context, wish, administrator)

  const decide = decideOf(context, wish, wish.action, administrator)
  if (wish.isDryRun) {
    const rehearsal: Rehearsal = { decide, administrator, lostSuperusers: new Set() }
    return (user) => rehearseOnUser(context, user, rehearsal)
  }
  const right = rightOfBulk[wish.action]
  return async ({ id: userId, version }) => {
    const after = await performOnUser(context, { userId, right }, administrator, decide)
    return after.version !== version
  }
}

function revocation(
  context: Context,
  { isDryRun }: BulkWish,
  administrator: Administrator,
): BulkAct {
  return isDryRun
    ? async () => true
    : ({ id: userId }) =>
        revokeUserSessions(context, { userId, includeCurrent: false }, administrator)
}

function decideOf(
  context: Context,
  { groupId = -1, reason, until }: BulkWish,
  action: Exclude<BulkAction, 'revoke_sessions'>,
  administrator: Administrator,
): Decide {
  switch (action) {
    case 'activate':
      return activation
    case 'deactivate':
      return deactivation(context, { reason, until })
    case 'delete':
      return deletion(administrator)
    case 'restore':
      return restoration
    default:
      return membershipChange({ groupId, isMember: action === 'add_group' }, administrator)
  }
}
