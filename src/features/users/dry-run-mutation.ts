import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { assertCanManage } from './assert-can-manage.ts'
import type { PlanMutation } from './mutate-user.ts'
import { isActiveSuperuser, type User } from './user.ts'
import { hasOtherActiveSuperuser, type UserPatch } from './user-repository.ts'

export interface DryRun {
  readonly decide: PlanMutation
  readonly administrator: Administrator
  /** Superusers whom the same mutation takes away; it grows with each. */
  readonly lostSuperusers: Set<number>
}

/**
 * Returns whether `mutateUser` would change this user, and refuses what it would refuse. Changes nothing.
 *
 * @throws {ApiError} `permission_denied`, `last_superuser`, and what the mutation refuses.
 */
export async function dryRunMutation(
  context: Context,
  user: User,
  { decide, administrator, lostSuperusers }: DryRun,
): Promise<boolean> {
  await assertCanManage(context, administrator, user)
  const mutation = await decide(user, context)
  if (!mutation) return false

  if (isActiveSuperuser(user) && !staysActiveSuperuser(mutation.patch)) {
    const lost = [...lostSuperusers, user.id]
    if (!(await hasOtherActiveSuperuser(context.db, lost))) throw new ApiError('last_superuser')
    lostSuperusers.add(user.id)
  }
  return true
}

function staysActiveSuperuser({ isActive, isSuperuser, deletedAt }: UserPatch): boolean {
  return isActive !== false && isSuperuser !== false && typeof deletedAt !== 'number'
}
