import { type Context, inTransaction, type TransactionContext } from '../../context.ts'
import { type FieldFaults, refuseFields } from '../../errors.ts'
import { insertAccount } from '../accounts/account-repository.ts'
import { displayFormOf, identityOf, isEmailAddress } from '../accounts/email-address.ts'
import { emailTakenMessage } from '../accounts/register.ts'
import { recordEvent } from '../audit/record-event.ts'
import {
  type Administrator,
  requirePermission,
  requireSuperuser,
} from '../permissions/administrator.ts'
import { changesOfNew } from './changes-between.ts'
import { faultsOfNewPassword, hashNewPassword, unusablePassword } from './new-password.ts'
import { planRights, type WantedRights } from './rights-of-user.ts'
import { objectOf, type User } from './user.ts'
import { findUser, findUserByIdentity } from './user-repository.ts'

export const emailFault = 'Enter a valid email address.'

export interface NewUser extends WantedRights {
  readonly email: string
  /** Without one nobody can log in until a password is set. */
  readonly password?: string | undefined
  readonly username?: string | undefined
  readonly isActive?: boolean | undefined
  readonly isStaff?: boolean | undefined
  readonly isSuperuser?: boolean | undefined
}

/**
 * Makes a user.
 *
 * @throws {AuthError} `validation_failed` naming every field at fault, also when the address is taken;
 *   `permission_denied`, `overloaded`.
 */
export async function createUser(
  context: Context,
  request: NewUser,
  administrator: Administrator,
): Promise<User> {
  const user = await createUserIfMissing(context, request, administrator)
  if (!user) throw refuseFields({ email: [emailTakenMessage] })
  return user
}

/** The same, but answers nothing, and leaves the user untouched, when the address has an account already. */
export async function createUserIfMissing(
  context: Context,
  request: NewUser,
  administrator: Administrator,
): Promise<User | undefined> {
  requireRightToGive(administrator, request)
  const faults = await faultsOfUser(context, request)
  if (Object.keys(faults).length > 0) throw refuseFields(faults)
  if (await findUserByIdentity(context.db, identityOf(request.email))) return undefined

  const { password, email } = request
  const passwordHash =
    password === undefined ? unusablePassword() : await hashNewPassword(context, password, email)
  return inTransaction(context, (context) =>
    insertUser(context, request, passwordHash, administrator),
  )
}

/**
 * Makes a user whose password is hashed already, on another server; the first log-in replaces the hash.
 *
 * @throws {AuthError} `validation_failed` when the address is taken, `permission_denied`.
 */
export async function createUserWithHash(
  context: Context,
  request: Omit<NewUser, 'password'>,
  passwordHash: string,
  administrator: Administrator,
): Promise<User> {
  requireRightToGive(administrator, request)
  const user = await inTransaction(context, (context) =>
    insertUser(context, request, passwordHash, administrator),
  )
  if (!user) throw refuseFields({ email: [emailTakenMessage] })
  return user
}

/** Refuses what `createUserWithHash` would refuse, and makes nobody. @throws {AuthError} `permission_denied` */
export async function rehearseCreateUser(
  context: Context,
  request: Omit<NewUser, 'password'>,
  administrator: Administrator,
): Promise<void> {
  requireRightToGive(administrator, request)
  await planRights(context, undefined, request, administrator)
}

/** What is wrong with those fields that are given, besides that the address may be taken. */
export async function faultsOfUser(
  context: Context,
  { email, password }: Partial<NewUser>,
): Promise<FieldFaults> {
  const faults: Record<string, readonly string[]> = {}
  if (email !== undefined && !isEmailAddress(email)) {
    faults['email'] = [emailFault]
  }
  const passwordFaults =
    password === undefined ? [] : await faultsOfNewPassword(context, password, email ?? '')
  if (passwordFaults.length > 0) faults['password'] = passwordFaults
  return faults
}

function requireRightToGive(administrator: Administrator, request: NewUser): void {
  requirePermission(administrator, 'users.add_user')
  if (request.isSuperuser) requireSuperuser(administrator)
  if (request.isStaff || request.groups?.length || request.permissions?.length) {
    requirePermission(administrator, 'users.change_user')
  }
}

async function insertUser(
  context: TransactionContext,
  request: NewUser,
  passwordHash: string,
  administrator: Administrator,
): Promise<User | undefined> {
  const email = displayFormOf(request.email)
  const id = await insertAccount(context.db, {
    email,
    identity: identityOf(email),
    passwordHash,
    createdAt: context.now(),
    username: request.username || null,
    isActive: request.isActive ?? true,
    isStaff: request.isStaff || request.isSuperuser || false,
    isSuperuser: request.isSuperuser ?? false,
  })
  const user = id === undefined ? undefined : await findUser(context.db, id)
  if (!user) return undefined

  const rights = await planRights(context, undefined, request, administrator)
  await rights.write(context, user.id)
  await recordEvent(context, {
    action: 'user.create',
    caller: administrator,
    object: objectOf(user),
    changes: { ...changesOfNew(user), ...rights.changes },
  })
  return user
}
