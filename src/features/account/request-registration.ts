import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { hashPassword } from '../../crypto/password-hash.ts'
import { ApiError, fieldErrors } from '../../errors.ts'
import { hashingClientOf } from '../../text/address-group.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { localeFor } from '../email/email-kinds.ts'
import { assignEmails } from '../email/email-repository.ts'
import { assertCanEmail, queueEmail } from '../email/queue-email.ts'
import { hashNewPassword } from '../users/password-policy.ts'
import { isEmailTaken } from '../users/user-repository.ts'
import { checkVerification, type MailboxProof } from '../verifications/check-verification.ts'
import {
  type CreatedVerification,
  createVerification,
} from '../verifications/create-verification.ts'
import { assertMayEmailStranger, mayEmailRecipient } from '../verifications/request-limits.ts'
import { consumeVerification, type Verification } from '../verifications/verification-repository.ts'
import { insertAccount, type Registration, validateRegistration } from './register.ts'

/**
 * Registration where the mailbox has to be proven first: there is no user until then, so that nobody can occupy an address of
 * someone else. Responds the same for an address that has an account, whose owner is told.
 *
 * @throws {ApiError} `validation_failed`, `registration_disabled`, `too_many_attempts`, `email_unavailable`, `overloaded`.
 */
export async function requestRegistration(
  context: Context,
  { email, password }: Registration,
  client: ClientInfo,
): Promise<CreatedVerification> {
  if (!context.settings.values.REGISTRATION_ENABLED) throw new ApiError('registration_disabled')
  assertCanEmail(context)
  await assertMayEmailStranger(context, client)
  const permit = context.hashing.acquirePermit(hashingClientOf(client))
  try {
    const issues = await validateRegistration(context, { email, password })
    if (Object.keys(issues).length > 0) throw fieldErrors(issues)
    const passwordHash = await permit.run(() => hashPassword(password))
    return await requestConfirmation(context, { email, passwordHash }, client)
  } finally {
    permit.release()
  }
}

function requestConfirmation(
  context: Context,
  { email, passwordHash }: { readonly email: string; readonly passwordHash: string },
  client: ClientInfo,
): Promise<CreatedVerification> {
  return inTransaction(context, async (context) => {
    const normalizedEmail = normalizeEmail(email)
    const isTaken = await isEmailTaken(context.db, normalizedEmail)
    const isAllowed = await mayEmailRecipient(context, normalizedEmail)
    const verification = await createVerification(context, {
      kind: 'register',
      userId: null,
      email,
      client,
      // Without it the verification is worth nothing.
      payload: isTaken || !isAllowed ? undefined : { passwordHash },
    })
    await queueEmail(context, {
      kind: isTaken ? 'already_registered' : 'register',
      locale: localeFor(context, client.languages),
      recipient: email,
      userId: null,
      ...(isTaken ? {} : { verificationId: verification.id }),
      isDropped: !isAllowed,
    })
    await recordEvent(context, {
      action: 'auth.register_request',
      caller: { actor: { kind: 'anonymous', label: email.slice(0, 254) }, client },
    })
    return verification
  })
}

/**
 * Creates the account once the mailbox is proven. With the code it is the password of whoever registered; with the link, which
 * anybody who reads the mailbox has, a new one is chosen.
 *
 * @throws {ApiError} `verification_invalid`, also when the address was taken in the meantime; `validation_failed` without a password
 *   beside a link, or for one that the policy rejects; `overloaded`.
 */
export async function confirmRegistration(
  context: Context,
  proof: MailboxProof,
  password: string | undefined,
  client: ClientInfo,
): Promise<{ id: number; email: string }> {
  const verification = await checkVerification(context, 'register', proof)
  const { passwordHash: registered } = payloadOf(verification)
  const email = verification.email ?? ''
  const passwordHash =
    proof.token === undefined ? registered : await hashChosen(context, password, email)

  return inTransaction(context, async (context) => {
    const now = context.now()
    const isFirst = await consumeVerification(context.db, verification.id, now)
    const account = { email, passwordHash, emailVerifiedAt: now }
    const user = isFirst ? await insertAccount(context, account, client) : undefined
    if (!user) throw new ApiError('verification_invalid')
    const normalizedEmail = normalizeEmail(email)
    await assignEmails(context.db, { userId: user.id, normalizedEmail, kind: 'register' })
    return user
  })
}

function payloadOf({ payload }: Verification): { readonly passwordHash: string } {
  if (payload === null) throw new ApiError('verification_invalid')
  return JSON.parse(payload)
}

async function hashChosen(
  context: Context,
  password: string | undefined,
  email: string,
): Promise<string> {
  if (password === undefined) throw fieldErrors({ password: ['This field is required.'] })
  return hashNewPassword(context, password, email)
}
