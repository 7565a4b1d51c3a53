import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import type { PermissionCode } from '../permissions/permission-catalogue.ts'
import { activation, type Deactivation, deactivation } from './activate-user.ts'
import { membershipChange } from './change-membership.ts'
import { deletion, restoration } from './delete-user.ts'
import { type DryRun, dryRunMutation } from './dry-run-mutation.ts'
import { mutateUser, type PlanMutation } from './mutate-user.ts'
import { revokeUserSessions } from './revoke-user-sessions.ts'
import type { User } from './user-repository.ts'

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

/** What to do to each of many users. */
export interface BulkInput extends Deactivation {
  readonly action: BulkAction
  readonly groupId?: number | undefined
  readonly isDryRun: boolean
}

/** Does it to one user: returns whether anything changed, or how many sessions ended. */
export type BulkAct = (user: User) => Promise<boolean | number>

export const permissionOfBulk: Readonly<Record<BulkAction, PermissionCode>> = {
  activate: 'users.change_user',
  deactivate: 'users.change_user',
  delete: 'users.delete_user',
  restore: 'users.delete_user',
  add_group: 'users.change_user',
  remove_group: 'users.change_user',
  revoke_sessions: 'sessions.revoke_session',
}

/** The act, or for a dry run its dry run, which refuses the same. @throws {ApiError} `validation_failed`. */
export function bulkActOf(
  context: Context,
  input: BulkInput,
  administrator: Administrator,
): BulkAct {
  const act = actOf(context, input, administrator)
  return async (user) => (isDoneAlready(user, input.action) ? false : act(user))
}

function isDoneAlready({ isActive, deletedAt }: User, action: BulkAction): boolean {
  if (action === 'activate') return isActive
  if (action === 'delete') return deletedAt !== null
  return action === 'restore' && deletedAt === null
}

function actOf(context: Context, input: BulkInput, administrator: Administrator): BulkAct {
  if (input.action === 'revoke_sessions') return revocation(context, input, administrator)

  const plan = planOf(context, input, input.action, administrator)
  if (input.isDryRun) {
    const dryRun: DryRun = { plan, administrator, lostSuperusers: new Set() }
    return (user) => dryRunMutation(context, user, dryRun)
  }
  const permission = permissionOfBulk[input.action]
  return async ({ id: userId, version }) => {
    const after = await mutateUser(context, { userId, permission }, administrator, plan)
    return after.version !== version
  }
}

function revocation(
  context: Context,
  { isDryRun }: BulkInput,
  administrator: Administrator,
): BulkAct {
  return isDryRun
    ? async () => true
    : ({ id: userId }) =>
        revokeUserSessions(context, { userId, includeCurrent: false }, administrator)
}

function planOf(
  context: Context,
  { groupId = -1, reason, until }: BulkInput,
  action: Exclude<BulkAction, 'revoke_sessions'>,
  administrator: Administrator,
): PlanMutation {
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
