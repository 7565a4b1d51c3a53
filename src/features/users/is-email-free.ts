import type { Context } from '../../context.ts'
import { isReservedForUndo } from '../verifications/verification-repository.ts'
import { isEmailTaken } from './user-repository.ts'

/**
 * Whether a user may take this address without proving its mailbox: nobody has it, and nobody may still take their account
 * back to it. Otherwise a thief who moved an account away registers the address before and keeps its owner out.
 */
export async function isEmailFree(
  { db, now }: Pick<Context, 'db' | 'now'>,
  normalizedEmail: string,
  ownId = 0,
): Promise<boolean> {
  const isTaken = await isEmailTaken(db, normalizedEmail, ownId)
  const isReserved = await isReservedForUndo(db, {
    normalizedEmail,
    exceptUserId: ownId,
    now: now(),
  })
  return !isTaken && !isReserved
}
