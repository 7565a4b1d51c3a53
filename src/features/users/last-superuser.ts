import type { TransactionContext } from '../../context.ts'
import { bumpRevision } from '../../database/revisions.ts'
import { ApiError } from '../../errors.ts'
import { hasActiveSuperuser } from './user-repository.ts'

/**
 * Called after a mutation that took a superuser away, inside its transaction: one must remain. Mutations of this kind
 * take turns from here on, so that of two at once the second sees what the first did.
 *
 * @throws {ApiError} `last_superuser`, which undoes the mutation.
 */
export async function assertRemainingSuperuser(context: TransactionContext): Promise<void> {
  await bumpRevision(context.db, 'superusers')
  if (!(await hasActiveSuperuser(context.db))) throw new ApiError('last_superuser')
}
