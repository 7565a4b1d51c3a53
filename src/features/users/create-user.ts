import { type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { type FieldErrors, fieldErrors } from '../../errors.ts'
import {
  displayFormOf,
  emailTakenMessage,
  invalidEmailMessage,
  isEmailAddress,
  normalizeEmail,
} from '../../text/email-address.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type Administrator,
  assertPermission,
  assertSuperuser,
} from '../permissions/administrator.ts'
import { hashNewPassword, unusablePassword, validateNewPassword } from './password-policy.ts'
import { type PermissionInput, planPermissions } from './permissions-of-user.ts'
import { changesOfNew, objectOf } from './user.ts'
import { findUser, findUserByNormalizedEmail, insertUser, type User } from './user-repository.ts'

export interface NewUser extends PermissionInput {
  readonly email: string
  /** Without one nobody can log in until a password is set. */
  readonly password?: string | undefined
  readonly username?: string | undefined
  readonly isActive?: boolean | undefined
  readonly isStaff?: boolean | undefined
  readonly isSuperuser?: boolean | undefined
}

/**
 * Creates a user.
 *
 * @throws {ApiError} `validation_failed` naming every field at issue, also when the address is taken;
 *   `permission_denied`, `overloaded`.
 */
export async function createUser(
  context: Context,
  request: NewUser,
  administrator: Administrator,
): Promise<User> {
  const user = await createUserIfMissing(context, request, administrator)
  if (!user) throw fieldErrors({ email: [emailTakenMessage] })
  return user
}

/** The same, but answers nothing, and leaves the user untouched, when the address has an account already. */
export async function createUserIfMissing(
  context: Context,
  request: NewUser,
  administrator: Administrator,
): Promise<User | undefined> {
  assertMayGrant(administrator, request)
  const issues = await validateUser(context, request)
  if (Object.keys(issues).length > 0) throw fieldErrors(issues)
  if (await findUserByNormalizedEmail(context.db, normalizeEmail(request.email))) return undefined

  const { password, email } = request
  const passwordHash =
    password === undefined ? unusablePassword() : await hashNewPassword(context, password, email)
  return inTransaction(context, (context) =>
    writeUser(context, request, passwordHash, administrator),
  )
}

/**
 * Creates a user whose password is hashed already, on another server; the first login replaces the hash.
 *
 * @throws {ApiError} `validation_failed` when the address is taken, `permission_denied`.
 */
export async function createUserWithHash(
  context: Context,
  request: Omit<NewUser, 'password'>,
  passwordHash: string,
  administrator: Administrator,
): Promise<User> {
  assertMayGrant(administrator, request)
  const user = await inTransaction(context, (context) =>
    writeUser(context, request, passwordHash, administrator),
  )
  if (!user) throw fieldErrors({ email: [emailTakenMessage] })
  return user
}

/** Refuses what `createUserWithHash` would refuse, and makes nobody. @throws {ApiError} `permission_denied` */
export async function dryRunCreateUser(
  context: Context,
  request: Omit<NewUser, 'password'>,
  administrator: Administrator,
): Promise<void> {
  assertMayGrant(administrator, request)
  await planPermissions(context, undefined, request, administrator)
}

/** What is wrong with those fields that are given, besides that the address may be taken. */
export async function validateUser(
  context: Context,
  { email, password }: Partial<NewUser>,
): Promise<FieldErrors> {
  const issues: Record<string, readonly string[]> = {}
  if (email !== undefined && !isEmailAddress(email)) {
    issues['email'] = [invalidEmailMessage]
  }
  const passwordIssues =
    password === undefined ? [] : await validateNewPassword(context, password, email ?? '')
  if (passwordIssues.length > 0) issues['password'] = passwordIssues
  return issues
}

function assertMayGrant(administrator: Administrator, request: NewUser): void {
  assertPermission(administrator, 'users.add_user')
  if (request.isSuperuser) assertSuperuser(administrator)
  if (request.isStaff || request.groups?.length || request.permissions?.length) {
    assertPermission(administrator, 'users.change_user')
  }
}

async function writeUser(
  context: TransactionContext,
  request: NewUser,
  passwordHash: string,
  administrator: Administrator,
): Promise<User | undefined> {
  const email = displayFormOf(request.email)
  const id = await insertUser(context.db, {
    email,
    normalizedEmail: normalizeEmail(email),
    passwordHash,
    createdAt: context.now(),
    username: request.username || null,
    isActive: request.isActive ?? true,
    isStaff: request.isStaff || request.isSuperuser || false,
    isSuperuser: request.isSuperuser ?? false,
  })
  const user = id === undefined ? undefined : await findUser(context.db, id)
  if (!user) return undefined

  const permissions = await planPermissions(context, undefined, request, administrator)
  await permissions.write(context, user.id)
  await recordEvent(context, {
    action: 'user.create',
    caller: administrator,
    object: objectOf(user),
    changes: { ...changesOfNew(user), ...permissions.changes },
  })
  return user
}
