import type { ClientInfo, TransactionContext } from '../../context.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import {
  type CreatedVerification,
  createVerification,
} from '../verifications/create-verification.ts'
import { mayEmailRecipient } from '../verifications/request-limits.ts'
import { localeFor } from './email-kinds.ts'
import { queueEmail } from './queue-email.ts'

/** Emails a user a link and a code that prove the address; when there were too many, nothing, and nobody is told. */
export async function sendConfirmation(
  context: TransactionContext,
  { id, email }: { readonly id: number; readonly email: string },
  client: ClientInfo,
): Promise<CreatedVerification> {
  const isAllowed = await mayEmailRecipient(context, normalizeEmail(email))
  const userId = isAllowed ? id : null
  const kind = 'confirm_email'
  const verification = await createVerification(context, { kind, userId, email, client })
  await queueEmail(context, {
    kind,
    locale: localeFor(context, client.languages),
    recipient: email,
    userId,
    verificationId: verification.id,
    isDropped: !isAllowed,
  })
  return verification
}
