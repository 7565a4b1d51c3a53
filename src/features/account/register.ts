import { type ClientInfo, type Context, inTransaction } from '../../context.ts'
import { hashPassword } from '../../crypto/password-hash.ts'
import { ApiError, type FieldErrors, fieldErrors } from '../../errors.ts'
import { displayFormOf, emailTakenMessage, normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { validatePasswordPolicy } from '../users/password-policy.ts'
import { insertUser, isEmailTaken } from '../users/user-repository.ts'

export interface Registration {
  readonly email: string
  readonly password: string
}

/**
 * Makes an account. Of many simultaneous registrations of one address exactly one succeeds; the unique index
 * on the normalized email decides which.
 *
 * @throws {ApiError} `validation_failed` naming every field at issue, `registration_disabled`, and `overloaded`
 *   when more passwords wait to be hashed than the server takes on.
 */
export async function register(
  context: Context,
  { email, password }: Registration,
  client: ClientInfo,
): Promise<{ id: number; email: string }> {
  if (!context.settings.values.REGISTRATION_ENABLED) throw new ApiError('registration_disabled')
  const permit = context.hashing.acquirePermit()
  try {
    const issues = await validateRegistration(context, { email, password })
    if (Object.keys(issues).length > 0) throw fieldErrors(issues)

    const passwordHash = await permit.run(() => hashPassword(password))
    return await createAccount(context, { email, passwordHash }, client)
  } finally {
    permit.release()
  }
}

/** The account and its audit entry, both or neither. */
async function createAccount(
  context: Context,
  { email, passwordHash }: { readonly email: string; readonly passwordHash: string },
  client: ClientInfo,
): Promise<{ id: number; email: string }> {
  const account = {
    email: displayFormOf(email),
    normalizedEmail: normalizeEmail(email),
    passwordHash,
  }

  const id = await inTransaction(context, async (context) => {
    const id = await insertUser(context.db, { ...account, createdAt: context.now() })
    if (id === undefined) throw fieldErrors({ email: [emailTakenMessage] })
    await recordEvent(context, {
      action: 'auth.register',
      caller: { actor: { kind: 'user', id, label: account.email }, client },
      object: { type: 'user', id, label: account.email },
    })
    return id
  })
  context.activity.count('registration', context.now())
  return { id, email: account.email }
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
  const allowedDomains = context.settings.values.REGISTRATION_ALLOWED_DOMAINS
  const domain = normalizedEmail.slice(normalizedEmail.lastIndexOf('@') + 1)
  if (allowedDomains !== '' && !allowedDomains.split(',').includes(domain)) {
    return 'Addresses of this domain may not register here.'
  }
  return (await isEmailTaken(context.db, normalizedEmail)) ? emailTakenMessage : undefined
}
