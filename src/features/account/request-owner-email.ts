import {
  type ClientInfo,
  type Context,
  inTransaction,
  type TransactionContext,
} from '../../context.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { localeFor } from '../email/email-kinds.ts'
import { assertCanEmail, queueEmail } from '../email/queue-email.ts'
import { findLoginUser } from '../users/user-repository.ts'
import {
  type CreatedVerification,
  createVerification,
} from '../verifications/create-verification.ts'
import { assertClientMayAsk } from '../verifications/request-limits.ts'

interface Allowance {
  readonly isAllowed: boolean
  /** How long the link works, milliseconds, where it is not always the same. */
  readonly lifetime?: number
}

export interface OwnerEmail {
  readonly kind: 'email_login' | 'reset_password'
  /** What the audit log calls the request. */
  readonly action: 'auth.email_login_request' | 'auth.reset_request'
  /** Whether the recipient may get it now; takes the same statements for an address without an account. */
  readonly allow: (
    context: TransactionContext,
    normalizedEmail: string,
    hasAccount: boolean,
  ) => Promise<Allowance>
}

/**
 * Emails the owner of the account with this address a link or a code. The same for every address: who asks cannot learn
 * whether there is an account, nor whether too many asked.
 *
 * @throws {ApiError} `too_many_attempts` for a client that asked too often; `email_unavailable`.
 */
export async function requestOwnerEmail(
  context: Context,
  { kind, action, allow }: OwnerEmail,
  email: string,
  client: ClientInfo,
): Promise<CreatedVerification> {
  assertCanEmail(context)
  await assertClientMayAsk(context, client)
  const normalizedEmail = normalizeEmail(email)
  const found = await findLoginUser(context.db, normalizedEmail)

  return inTransaction(context, async (context) => {
    const account = found?.isActive ? found : undefined
    const { isAllowed, ...lifetime } = await allow(context, normalizedEmail, account !== undefined)
    const user = isAllowed ? account : undefined
    const userId = user?.id ?? null
    const request = { kind, userId, email, client, ...lifetime }
    const verification = await createVerification(context, request)
    await queueEmail(context, {
      kind,
      locale: localeFor(context, client.languages),
      recipient: user?.email ?? email,
      userId,
      verificationId: verification.id,
      isDropped: user === undefined,
    })
    await recordEvent(context, {
      action,
      caller: { actor: { kind: 'anonymous', label: email.slice(0, 254) }, client },
      ...(found ? { object: { type: 'user', id: found.id, label: found.email } } : {}),
    })
    return verification
  })
}
