import type { Context } from '../../../context.ts'
import { refuseFields } from '../../../errors.ts'
import { readForeignHash } from '../../../security/foreign-hashes.ts'
import { greatestEmailLength, identityOf, isEmailAddress } from '../../accounts/email-address.ts'
import { type Administrator, requirePermission } from '../../permissions/administrator.ts'
import { changeUser, userChange } from '../change-user.ts'
import { createUserWithHash, emailFault, rehearseCreateUser } from '../create-user.ts'
import { listLivingGroupsByName } from '../membership-repository.ts'
import { isUsablePassword, unusablePassword } from '../new-password.ts'
import { rehearseOnUser } from '../rehearse-on-user.ts'
import { greatestUsernameLength, type User } from '../user.ts'
import { findUserByIdentity } from '../user-repository.ts'

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
  /** Superusers whom the rehearsal has taken away so far. */
  readonly lostSuperusers: Set<number>
}

/**
 * Makes the user, or changes the one with this address to be like it; a second time it changes nothing.
 *
 * @throws {AuthError} `validation_failed` naming the fields at fault, `last_superuser`, `permission_denied`.
 */
export async function importUser(
  context: Context,
  imported: ImportedUser,
  manner: ImportManner,
): Promise<ImportOutcome> {
  const passwordHash = storedFormOf(imported.passwordHash)
  refuseFaults(imported, passwordHash)
  const groups = await groupIdsOf(context, imported.groups)
  // A superuser is staff, also where the other server did not say so.
  const isStaff = imported.isSuperuser || imported.isStaff
  const wanted = { ...imported, isStaff, groups }
  const user = await findUserByIdentity(context.db, identityOf(imported.email))
  if (user) return updateImported(context, user, wanted, manner)

  const { username, passwordHash: _given, ...rest } = wanted
  const request = { ...rest, username: username ?? undefined }
  if (manner.isDryRun) await rehearseCreateUser(context, request, manner.administrator)
  else {
    const hash = passwordHash ?? unusablePassword()
    await createUserWithHash(context, request, hash, manner.administrator)
  }
  return 'created'
}

interface Wanted extends Omit<ImportedUser, 'groups' | 'isStaff'> {
  readonly isStaff: boolean | undefined
  readonly groups: readonly number[] | undefined
}

async function updateImported(
  context: Context,
  user: User,
  { username, isActive, isStaff, isSuperuser, groups }: Wanted,
  { administrator, isDryRun, lostSuperusers }: ImportManner,
): Promise<ImportOutcome> {
  requirePermission(administrator, 'users.change_user')
  if (user.deletedAt !== undefined) {
    throw refuseFields({ email: ['This user is deleted; restore it first.'] })
  }
  const change = { username, isActive, isStaff, isSuperuser, groups }
  if (isDryRun) {
    const decide = userChange(user.id, change, administrator)
    const rehearsal = { decide, administrator, lostSuperusers }
    return (await rehearseOnUser(context, user, rehearsal)) ? 'updated' : 'unchanged'
  }
  const after = await changeUser(context, { userId: user.id, change }, administrator)
  return after.version === user.version ? 'unchanged' : 'updated'
}

function refuseFaults({ email, username }: ImportedUser, passwordHash?: string): void {
  const faults: Record<string, string[]> = {}
  if (!isEmailAddress(email) || email.length > greatestEmailLength) faults['email'] = [emailFault]
  if ([...(username ?? '')].length > greatestUsernameLength) {
    faults['username'] = [
      `Ensure this field has no more than ${greatestUsernameLength} characters.`,
    ]
  }
  if (passwordHash !== undefined && !isVerifiable(passwordHash)) {
    faults['password_hash'] = ['This kind of hash cannot be verified here, or asks for too much.']
  }
  if (Object.keys(faults).length > 0) throw refuseFields(faults)
}

/** Most programs write bcrypt as `$2b$…`; here its name stands in front. */
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
  const groups = await listLivingGroupsByName(db, names)
  const unknown = names.filter((name) => !groups.some((group) => group.name === name))
  if (unknown.length > 0) throw refuseFields({ groups: [`No such group: ${unknown.join(', ')}.`] })
  return groups.map(({ id }) => id)
}
