import type { Context } from '../../context.ts'
import { AuthError } from '../../errors.ts'
import type { Administrator } from '../permissions/administrator.ts'
import type { Decide } from './perform-on-user.ts'
import { requireAuthorityOver } from './require-authority.ts'
import { isActiveSuperuser, type User } from './user.ts'
import { hasOtherActiveSuperuser, type UserPatch } from './user-repository.ts'

export interface Rehearsal {
  readonly decide: Decide
  readonly administrator: Administrator
  /** Superusers whom the same deed takes away; it grows with each. */
  readonly lostSuperusers: Set<number>
}

/**
 * Answers whether `performOnUser` would change this user, and refuses what it would refuse. Changes nothing.
 *
 * @throws {AuthError} `permission_denied`, `last_superuser`, and what the deed refuses.
 */
export async function rehearseOnUser(
  context: Context,
  user: User,
  { decide, administrator, lostSuperusers }: Rehearsal,
): Promise<boolean> {
  await requireAuthorityOver(context, administrator, user)
  const deed = await decide(user, context)
  if (!deed) return false

  if (isActiveSuperuser(user) && !staysActiveSuperuser(deed.patch)) {
    const lost = [...lostSuperusers, user.id]
    if (!(await hasOtherActiveSuperuser(context.db, lost))) throw new AuthError('last_superuser')
    lostSuperusers.add(user.id)
  }
  return true
}

function staysActiveSuperuser({ isActive, isSuperuser, deletedAt }: UserPatch): boolean {
  return isActive !== false && isSuperuser !== false && typeof deletedAt !== 'number'
}
