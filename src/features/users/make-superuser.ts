import type { Context } from '../../context.ts'
import { verifyPassword } from '../../crypto/password-hash.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { changeUser } from './change-user.ts'
import { createUserIfMissing } from './create-user.ts'
import { restoreUser } from './delete-user.ts'
import { findUserByEmail } from './find-user.ts'
import { setPassword } from './set-password.ts'
import { unlockUser } from './unlock-user.ts'
import { isActiveSuperuser } from './user.ts'
import { findPassword, type User } from './user-repository.ts'

/**
 * Makes an existing user an active superuser with this password. What is so already stays, sessions included,
 * so that a script may run it every day.
 *
 * @throws {ApiError} `validation_failed` when the policy refuses the password, before anything is changed.
 */
export async function makeSuperuser(
  context: Context,
  { id: userId, deletedAt }: User,
  password: string,
  administrator: Administrator,
): Promise<User> {
  const storedHash = (await findPassword(context.db, userId))?.passwordHash
  const { matches } = await verifyPassword(password, storedHash)
  if (!matches) {
    await setPassword(context, { userId, password, signOutEverywhere: true }, administrator)
  }
  // A stranger cannot keep the only superuser out by guessing.
  await unlockUser(context, userId, administrator)
  if (deletedAt !== null) await restoreUser(context, { userId }, administrator)
  const change = { isActive: true, isStaff: true, isSuperuser: true }
  return changeUser(context, { userId, change }, administrator)
}

/**
 * Makes the superuser that the configuration names, if no account has that address. An existing account is
 * never changed. Returns which of the two happened, or nothing when none is named.
 */
export async function ensureSuperuser(
  context: Context,
  administrator: Administrator,
): Promise<'created' | 'exists' | undefined> {
  const { superuser } = context.config
  if (!superuser) return undefined

  const created = await createUserIfMissing(
    context,
    { ...superuser, isStaff: true, isSuperuser: true },
    administrator,
  )
  const outcome = created ? 'created' : 'exists'
  context.log.info({ event: 'superuser.ensured', outcome }, 'superuser of SUPERUSER_EMAIL')
  const existing = created ? undefined : await findUserByEmail(context, superuser.email)
  if (existing && !isActiveSuperuser(existing)) {
    context.log.warn(
      { event: 'superuser.missing' },
      'the user of SUPERUSER_EMAIL exists and is not an active superuser: createsuperuser --upsert makes it one',
    )
  }
  return outcome
}
