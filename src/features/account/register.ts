import {
  type ClientInfo,
  type Context,
  inTransaction,
  type TransactionContext,
} from '../../context.ts'
import { hashPassword } from '../../crypto/password-hash.ts'
import { ApiError, type FieldErrors, fieldErrors } from '../../errors.ts'
import { hashingClientOf } from '../../text/address-group.ts'
import { displayFormOf, emailTakenMessage, normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { sendConfirmation } from '../email/send-confirmation.ts'
import { isEmailFree } from '../users/is-email-free.ts'
import { validatePasswordPolicy } from '../users/password-policy.ts'
import { insertUser } from '../users/user-repository.ts'
import { assertClientMayRegister, mayEmailStranger } from '../verifications/request-limits.ts'

export interface Registration {
  readonly email: string
  readonly password: string
}

/**
 * Makes an account. Of many simultaneous registrations of one address exactly one succeeds; the unique index
 * on the normalized email decides which.
 *
 * @throws {ApiError} `validation_failed` naming every field at issue, `registration_disabled`, `too_many_attempts` for
 *   a client that registers too often, and `overloaded` when more passwords wait to be hashed than the server takes on.
 */
export async function register(
  context: Context,
  { email, password }: Registration,
  client: ClientInfo,
): Promise<{ id: number; email: string }> {
  if (!context.settings.values.REGISTRATION_ENABLED) throw new ApiError('registration_disabled')
  const permit = context.hashing.acquirePermit(hashingClientOf(client))
  try {
    await assertClientMayRegister(context, client)
    const issues = await validateRegistration(context, { email, password })
    if (Object.keys(issues).length > 0) throw fieldErrors(issues)

    const passwordHash = await permit.run(() => hashPassword(password))
    return await createAccount(context, { email, passwordHash }, client)
  } finally {
    permit.release()
  }
}

/** The account, its audit entry and the message that asks to confirm the address: all or nothing. */
async function createAccount(
  context: Context,
  { email, passwordHash }: { readonly email: string; readonly passwordHash: string },
  client: ClientInfo,
): Promise<{ id: number; email: string }> {
  const isOptional = context.settings.values.EMAIL_VERIFICATION === 'optional'
  // Over the limit the account is created without a message, which can be asked for later.
  const isConfirmed = isOptional && context.config.canEmail && (await mayEmailStranger(context))
  return inTransaction(context, async (context) => {
    const user = await insertAccount(context, { email, passwordHash }, client)
    if (!user) throw fieldErrors({ email: [emailTakenMessage] })
    if (isConfirmed) await sendConfirmation(context, user, client)
    return user
  })
}

export interface Account {
  readonly email: string
  readonly passwordHash: string
  readonly emailVerifiedAt?: number
}

/** Part of a transaction; undefined when the address is taken. */
export async function insertAccount(
  context: TransactionContext,
  account: Account,
  client: ClientInfo,
): Promise<{ id: number; email: string } | undefined> {
  const email = displayFormOf(account.email)
  const createdAt = context.now()
  const normalizedEmail = normalizeEmail(email)
  const id = await insertUser(context.db, { ...account, email, normalizedEmail, createdAt })
  if (id === undefined) return undefined
  await recordEvent(context, {
    action: 'auth.register',
    caller: { actor: { kind: 'user', id, label: email }, client },
    object: { type: 'user', id, label: email },
  })
  context.afterCommit(() => context.activity.count('registration', createdAt))
  return { id, email }
}

/** What is wrong with well-formed fields; a password is judged only beside an address it can be compared with. */
export async function validateRegistration(
  context: Context,
  { email, password }: Partial<Registration>,
): Promise<FieldErrors> {
  const issues: Record<string, readonly string[]> = {}
  const emailIssue = email === undefined ? undefined : await validateNewEmail(context, email)
  if (emailIssue) issues['email'] = [emailIssue]

  const passwordIssues =
    password === undefined || email === undefined
      ? []
      : await validatePasswordPolicy(context.settings.values, password, email)
  if (passwordIssues.length > 0) issues['password'] = passwordIssues
  return issues
}

async function validateNewEmail(context: Context, email: string): Promise<string | undefined> {
  const normalizedEmail = normalizeEmail(email)
  const { REGISTRATION_ALLOWED_DOMAINS: allowedDomains, EMAIL_VERIFICATION } =
    context.settings.values
  const domain = normalizedEmail.slice(normalizedEmail.lastIndexOf('@') + 1)
  if (allowedDomains !== '' && !allowedDomains.split(',').includes(domain)) {
    return 'Addresses of this domain may not register here.'
  }
  // Where the mailbox has to be proven first, nobody is told who has an account.
  if (EMAIL_VERIFICATION === 'required') return undefined
  return (await isEmailFree(context, normalizedEmail)) ? undefined : emailTakenMessage
}
