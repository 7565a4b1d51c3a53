import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { assertCanManage } from './assert-can-manage.ts'
import type { PlanMutation } from './mutate-user.ts'
import { isActiveSuperuser } from './user.ts'
import { hasActiveSuperuser } from './user-list-repository.ts'
import type { User, UserPatch } from './user-repository.ts'

export interface DryRun {
  readonly plan: PlanMutation
  readonly administrator: Administrator
  /** Superusers that the dry run would have taken away so far. */
  readonly lostSuperusers: Set<number>
}

/**
 * Returns whether `mutateUser` would change this user. Changes nothing.
 *
 * @throws {ApiError} what `mutateUser` would throw.
 */
export async function dryRunMutation(
  context: Context,
  user: User,
  { plan, administrator, lostSuperusers }: DryRun,
): Promise<boolean> {
  await assertCanManage(context, administrator, user)
  const mutation = await plan(user, context)
  if (!mutation) return false

  if (isActiveSuperuser(user) && !staysActiveSuperuser(mutation.patch)) {
    const lost = [...lostSuperusers, user.id]
    if (!(await hasActiveSuperuser(context.db, lost))) throw new ApiError('last_superuser')
    lostSuperusers.add(user.id)
  }
  return true
}

function staysActiveSuperuser({ isActive, isSuperuser, deletedAt }: UserPatch): boolean {
  return isActive !== false && isSuperuser !== false && typeof deletedAt !== 'number'
}
