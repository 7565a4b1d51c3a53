import { type Caller, type ClientInfo, type Context, retryWhenStale } from '../../context.ts'
import type { HashingPermit } from '../../crypto/hashing-pool.ts'
import { hashPassword, type PasswordVerdict, verifyPassword } from '../../crypto/password-hash.ts'
import { ApiError } from '../../errors.ts'
import { hashingClientOf } from '../../text/address-group.ts'
import { normalizeEmail } from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import { findLoginUser, type LoginUser, updatePasswordHash } from '../users/user-repository.ts'
import type { DecoyHashes } from './decoy-hashes.ts'
import { countAttempt } from './login-attempts.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
}

/** A user whose password was just verified, with the hash it was verified against. */
export type VerifiedUser = LoginUser

export interface Verification {
  /** What the audit log calls a failure. */
  readonly action:
    | 'auth.login'
    | 'auth.step_up'
    | 'auth.change_password'
    | 'auth.confirm_email'
    | 'auth.change_email'
    | 'auth.restore_user'
    | 'console.login'
    | 'console.reauthenticate'
  /** Who may come in here; everybody else is treated as if the password were wrong. */
  readonly isAllowed?: (user: LoginUser) => boolean
  /** Whether the password of a deleted user counts: it restores the account. */
  readonly includesDeleted?: boolean
  /** Who asks, where that is known already. */
  readonly caller?: Caller
}

/**
 * Proves who owns these credentials; opens nothing. Counts the attempt before it looks, and gives it back unless the
 * password was wrong: a success, an outage or a bug locks nobody out.
 *
 * @throws {ApiError} `invalid_credentials`, the same after the same work for an unknown email, a wrong password and a
 *   user who is inactive or not allowed; `too_many_attempts`; `overloaded`.
 */
export async function verifyCredentials(
  context: Context,
  credentials: Credentials,
  client: ClientInfo,
  verification: Verification,
): Promise<VerifiedUser> {
  const permit = context.hashing.acquirePermit(hashingClientOf(client))
  try {
    const normalizedEmail = normalizeEmail(credentials.email)
    const found = await findLoginUser(context.db, normalizedEmail)
    const attempt = await countAttempt(context, {
      email: credentials.email,
      normalizedEmail,
      user: found,
      client,
    })
    try {
      const user = await verify(context, permit, {
        ...credentials,
        normalizedEmail,
        found,
        verification,
      })
      if (user) {
        await attempt.succeed()
        return user
      }
      await attempt.fail()
    } catch (error) {
      await attempt.giveBack()
      throw error
    }
    return await recordFailure(context, {
      email: credentials.email,
      user: found,
      client,
      verification,
    })
  } finally {
    permit.release()
  }
}

interface Presented extends Credentials {
  readonly normalizedEmail: string
  readonly found: LoginUser | undefined
  readonly verification: Verification
}

/** Looks again when another login upgraded the hash in the meantime. */
async function verify(
  context: Context,
  permit: HashingPermit,
  { password, normalizedEmail, found, verification }: Presented,
): Promise<VerifiedUser | undefined> {
  let user = found
  const verified = await retryWhenStale(async () => {
    const decoy = context.decoys.forEmail(normalizedEmail)
    const { matches, isCurrent } = await verifyStored(permit, {
      user: user && mayVerify(user, verification) ? user : undefined,
      password,
      decoy,
    })
    if (!user || !matches || !(verification.isAllowed?.(user) ?? true)) return null
    if (isCurrent) return user

    const passwordHash = await permit.run(() => hashPassword(password))
    const upgrade = { userId: user.id, from: user.passwordHash, to: passwordHash }
    if (await updatePasswordHash(context.db, upgrade)) return { ...user, passwordHash }
    user = await findLoginUser(context.db, normalizedEmail)
    return undefined
  })
  return verified ?? undefined
}

function mayVerify(user: LoginUser, { includesDeleted = false }: Verification): boolean {
  return user.isActive || (includesDeleted && user.deletedAt !== null)
}

// More than any password that was ever accepted; what is longer is not even hashed.
const maxPasswordBytes = 4_096

/** Costs the same whether or not there is such a user, and whether or not they may log in. */
async function verifyStored(
  permit: HashingPermit,
  { user, password, decoy }: { user: LoginUser | undefined; password: string; decoy: Decoy },
): Promise<PasswordVerdict> {
  const isTooLong = Buffer.byteLength(password) > maxPasswordBytes
  const verdict = await permit.run(() =>
    verifyPassword(isTooLong ? '' : password, user?.passwordHash, decoy),
  )
  return isTooLong ? { ...verdict, matches: false } : verdict
}

type Decoy = ReturnType<DecoyHashes['forEmail']>

interface Failure {
  readonly email: string
  readonly user: LoginUser | undefined
  readonly client: ClientInfo
  readonly verification: Verification
}

async function recordFailure(
  context: Context,
  { email, user, client, verification: { action, caller } }: Failure,
): Promise<never> {
  context.activity.count('login_failure', context.now())
  await recordEvent(context, {
    action,
    code: 'invalid_credentials',
    caller: caller ?? { actor: { kind: 'anonymous', label: email.slice(0, 254) }, client },
    ...(user ? { object: { type: 'user', id: user.id, label: user.email } } : {}),
  })
  throw new ApiError('invalid_credentials')
}
