import { type Context, inTransaction, type Origin } from '../../context.ts'
import { AuthError, type FieldFaults, refuseFields } from '../../errors.ts'
import { hashPassword } from '../../security/password-hash.ts'
import { recordEvent } from '../audit/record-event.ts'
import { insertAccount, isIdentityTaken } from './account-repository.ts'
import { displayFormOf, identityOf } from './email-address.ts'
import { faultsOfPassword } from './password-policy.ts'

export interface Registration {
  readonly email: string
  readonly password: string
}

export const emailTakenMessage = 'user with this email already exists.'

/**
 * Makes an account. Of many simultaneous registrations of one address exactly one succeeds; the unique index
 * on the identity decides which.
 *
 * @throws {AuthError} `validation_failed` naming every field at fault, `registration_disabled`, and `overloaded`
 *   when more passwords wait to be hashed than the server takes on.
 */
export async function register(
  context: Context,
  { email, password }: Registration,
  origin: Origin,
): Promise<{ id: number; email: string }> {
  if (!context.settings.values.REGISTRATION_ENABLED) throw new AuthError('registration_disabled')
  const turn = context.hashing.takeTurn()
  try {
    const faults = await faultsOfRegistration(context, { email, password })
    if (Object.keys(faults).length > 0) throw refuseFields(faults)

    const passwordHash = await turn.run(() => hashPassword(password))
    return await createAccount(context, { email, passwordHash }, origin)
  } finally {
    turn.release()
  }
}

/** The account and its audit entry, both or neither. */
async function createAccount(
  context: Context,
  { email, passwordHash }: { readonly email: string; readonly passwordHash: string },
  origin: Origin,
): Promise<{ id: number; email: string }> {
  const account = { email: displayFormOf(email), identity: identityOf(email), passwordHash }

  const id = await inTransaction(context, async (context) => {
    const id = await insertAccount(context.db, { ...account, createdAt: context.now() })
    if (id === undefined) throw refuseFields({ email: [emailTakenMessage] })
    await recordEvent(context, {
      action: 'auth.register',
      caller: { actor: { kind: 'user', id, label: account.email }, origin },
      object: { type: 'user', id, label: account.email },
    })
    return id
  })
  context.activity.count('registration', context.now())
  return { id, email: account.email }
}

/** What is wrong with well-formed fields; a password is judged only beside an address it can be compared with. */
export async function faultsOfRegistration(
  context: Context,
  { email, password }: Partial<Registration>,
): Promise<FieldFaults> {
  const faults: Record<string, readonly string[]> = {}
  const emailFault = email === undefined ? undefined : await faultOfNewEmail(context, email)
  if (emailFault) faults['email'] = [emailFault]

  const passwordFaults =
    password === undefined || email === undefined
      ? []
      : await faultsOfPassword(context.settings.values, password, email)
  if (passwordFaults.length > 0) faults['password'] = passwordFaults
  return faults
}

async function faultOfNewEmail(context: Context, email: string): Promise<string | undefined> {
  const identity = identityOf(email)
  const allowedDomains = context.settings.values.REGISTRATION_ALLOWED_DOMAINS
  const domain = identity.slice(identity.lastIndexOf('@') + 1)
  if (allowedDomains !== '' && !allowedDomains.split(',').includes(domain)) {
    return 'Addresses of this domain may not register here.'
  }
  return (await isIdentityTaken(context.db, identity)) ? emailTakenMessage : undefined
}
