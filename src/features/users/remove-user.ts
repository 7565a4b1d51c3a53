import type { TransactionContext } from '../../context.ts'
import { deleteEmails, listEmailsOfUser } from '../email/email-repository.ts'
import { deleteUserRow, type User } from './user-repository.ts'

/** Removes a deleted user permanently, with the emails that name them; returns false when there is none at this version. */
export async function removeUser({ db }: TransactionContext, user: User): Promise<boolean> {
  // The emails lose their user with the row.
  const emails = await listEmailsOfUser(db, user.id)
  if (!(await deleteUserRow(db, user))) return false
  await deleteEmails(
    db,
    emails.map(({ id }) => id),
  )
  return true
}
