import type { Context } from '../../context.ts'
import type { Administrator } from '../permissions/administrator.ts'
import { createUserIfMissing } from './create-user.ts'

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
  return outcome
}
