import type { TransactionContext } from '../../context.ts'
import { announceChange } from '../../database/revisions.ts'
import { AuthError } from '../../errors.ts'
import { hasActiveSuperuser } from './user-repository.ts'

/**
 * Called after a deed that took a superuser away, inside its transaction: one must remain. Deeds of this kind
 * take turns from here on, so that of two at once the second sees what the first did.
 *
 * @throws {AuthError} `last_superuser`, which undoes the deed.
 */
export async function requireRemainingSuperuser(context: TransactionContext): Promise<void> {
  await announceChange(context.db, 'superusers')
  if (!(await hasActiveSuperuser(context.db))) throw new AuthError('last_superuser')
}
