import type { Context } from '../../../context.ts'
import { readForeignHash } from '../../../crypto/foreign-hashes.ts'
import { isUsablePassword } from '../../../crypto/password-hash.ts'
import { fieldErrors } from '../../../errors.ts'
import {
  invalidEmailMessage,
  isEmailAddress,
  maxEmailLength,
  normalizeEmail,
} from '../../../text/email-address.ts'
import { type Administrator, assertPermission } from '../../permissions/administrator.ts'
import { changeUser, userChange } from '../change-user.ts'
import { createUserWithHash, dryRunCreateUser } from '../create-user.ts'
import { dryRunMutation } from '../dry-run-mutation.ts'
import { listActiveGroupsByName } from '../membership-repository.ts'
import { unusablePassword } from '../password-policy.ts'
import { maxUsernameLength } from '../user.ts'
import { findUserByNormalizedEmail, type User } from '../user-repository.ts'

/** A user as another server knows it; what is absent stays as it is. */
export interface ImportedUser {
  /** Decides whose account this is. */
  readonly email: string
  readonly username?: string | null
  readonly isActive?: boolean
  readonly isStaff?: boolean
  readonly isSuperuser?: boolean
  /** All groups, by their names. */
  readonly groups?: readonly string[]
  /** Taken for a new user alone: an account that is here keeps its password. */
  readonly passwordHash?: string
}

export type ImportOutcome = 'created' | 'updated' | 'unchanged'

export interface ImportManner {
  readonly administrator: Administrator
  readonly isDryRun: boolean
  /** Superusers whom the dry run has taken away so far. */
  readonly lostSuperusers: Set<number>
}

/**
 * Makes the user, or changes the one with this address to be like it; a second time it changes nothing.
 *
 * @throws {ApiError} `validation_failed` naming the fields at issue, `last_superuser`, `permission_denied`.
 */
export async function importUser(
  context: Context,
  imported: ImportedUser,
  manner: ImportManner,
): Promise<ImportOutcome> {
  const passwordHash = storedFormOf(imported.passwordHash)
  assertNoIssues(imported, passwordHash)
  const groups = await groupIdsOf(context, imported.groups)
  // A superuser is staff, also where the other server did not say so.
  const isStaff = imported.isSuperuser || imported.isStaff
  const input = { ...imported, isStaff, groups }
  const user = await findUserByNormalizedEmail(context.db, normalizeEmail(imported.email))
  if (user) return updateImported(context, user, input, manner)

  const { username, passwordHash: _given, ...rest } = input
  const request = { ...rest, username: username ?? undefined }
  if (manner.isDryRun) await dryRunCreateUser(context, request, manner.administrator)
  else {
    const hash = passwordHash ?? unusablePassword()
    await createUserWithHash(context, request, hash, manner.administrator)
  }
  return 'created'
}

interface UserInput extends Omit<ImportedUser, 'groups' | 'isStaff'> {
  readonly isStaff: boolean | undefined
  readonly groups: readonly number[] | undefined
}

async function updateImported(
  context: Context,
  user: User,
  { username, isActive, isStaff, isSuperuser, groups }: UserInput,
  { administrator, isDryRun, lostSuperusers }: ImportManner,
): Promise<ImportOutcome> {
  assertPermission(administrator, 'users.change_user')
  if (user.deletedAt !== null) {
    throw fieldErrors({ email: ['This user is deleted; restore it first.'] })
  }
  const change = { username, isActive, isStaff, isSuperuser, groups }
  if (isDryRun) {
    const plan = userChange(change, administrator)
    const dryRun = { plan, administrator, lostSuperusers }
    return (await dryRunMutation(context, user, dryRun)) ? 'updated' : 'unchanged'
  }
  const after = await changeUser(context, { userId: user.id, change }, administrator)
  return after.version === user.version ? 'unchanged' : 'updated'
}

function assertNoIssues({ email, username }: ImportedUser, passwordHash?: string): void {
  const issues: Record<string, string[]> = {}
  if (!isEmailAddress(email) || email.length > maxEmailLength)
    issues['email'] = [invalidEmailMessage]
  if ([...(username ?? '')].length > maxUsernameLength) {
    issues['username'] = [`Ensure this field has no more than ${maxUsernameLength} characters.`]
  }
  if (passwordHash !== undefined && !isVerifiable(passwordHash)) {
    issues['password_hash'] = ['This kind of hash cannot be verified here, or asks for too much.']
  }
  if (Object.keys(issues).length > 0) throw fieldErrors(issues)
}

/** Most programs write bcrypt as `$2b$…`; here its name is in front. */
function storedFormOf(hash: string | undefined): string | undefined {
  return hash && /^\$2[aby]\$/.test(hash) ? `bcrypt$${hash}` : hash
}

/** Also what says that no password logs in. */
function isVerifiable(hash: string): boolean {
  return !isUsablePassword(hash) || readForeignHash(hash) !== undefined
}

async function groupIdsOf(
  { db }: Context,
  names: readonly string[] | undefined,
): Promise<readonly number[] | undefined> {
  if (!names) return undefined
  const groups = await listActiveGroupsByName(db, names)
  const unknown = names.filter((name) => !groups.some((group) => group.name === name))
  if (unknown.length > 0) throw fieldErrors({ groups: [`No such group: ${unknown.join(', ')}.`] })
  return groups.map(({ id }) => id)
}
