import type { Selection } from 'kysely'
import { prepared } from '../../database/prepared.ts'
import type { Database, Tables, TransactionHandle } from '../../database/tables.ts'

export const userColumns = [
  'users.id',
  'users.email',
  'users.email_verified_at as emailVerifiedAt',
  'users.username',
  'users.is_active as isActive',
  'users.is_staff as isStaff',
  'users.is_superuser as isSuperuser',
  'users.created_at as createdAt',
  'users.updated_at as updatedAt',
  'users.last_login_at as lastLoginAt',
  'users.deactivation_reason as deactivationReason',
  'users.deactivated_until as deactivatedUntil',
  'users.deleted_at as deletedAt',
  'users.version',
] as const

/** A user as administrators see them. Times are milliseconds; `deactivatedUntil` is null when someone must activate. */
export type User = Readonly<Selection<Tables, 'users', (typeof userColumns)[number]>>

/** What users see of themselves. */
export type Profile = Pick<User, 'id' | 'username' | 'email'>

/** What a login needs to know. */
export interface LoginUser
  extends Pick<
    User,
    'id' | 'email' | 'emailVerifiedAt' | 'createdAt' | 'isStaff' | 'isSuperuser' | 'deletedAt'
  > {
  readonly passwordHash: string
  /** Neither deactivated nor deleted. */
  readonly isActive: boolean
}

export interface NewUserRow {
  readonly email: string
  readonly normalizedEmail: string
  readonly passwordHash: string
  readonly createdAt: number
  readonly emailVerifiedAt?: number
  readonly username?: string | null
  readonly isActive?: boolean
  readonly isStaff?: boolean
  readonly isSuperuser?: boolean
}

/** Adds the user; returns the id, or undefined when the normalized email is taken. */
export async function insertUser(db: Database, user: NewUserRow): Promise<number | undefined> {
  const row = await db
    .insertInto('users')
    .values({
      email: user.email,
      email_identity: user.normalizedEmail,
      email_verified_at: user.emailVerifiedAt ?? null,
      username: user.username ?? null,
      password_hash: user.passwordHash,
      password_changed_at: user.createdAt,
      is_active: user.isActive ?? true,
      is_staff: user.isStaff ?? false,
      is_superuser: user.isSuperuser ?? false,
      created_at: user.createdAt,
      updated_at: user.createdAt,
    })
    .onConflict((conflict) => conflict.column('email_identity').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Finds a user, deleted ones too. */
export function findUser(db: Database, id: number): Promise<User | undefined> {
  return db.selectFrom('users').select(userColumns).where('id', '=', id).executeTakeFirst()
}

/** Finds the user with this email, deleted ones too. */
export function findUserByNormalizedEmail(
  db: Database,
  normalizedEmail: string,
): Promise<User | undefined> {
  return db
    .selectFrom('users')
    .select(userColumns)
    .where('email_identity', '=', normalizedEmail)
    .executeTakeFirst()
}

export async function isEmailTaken(
  db: Database,
  normalizedEmail: string,
  exceptUserId = 0,
): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('email_identity', '=', normalizedEmail)
    .where('id', '<>', exceptUserId)
    .executeTakeFirst()
  return row !== undefined
}

const selectLoginUser = prepared<{ normalizedEmail: string }, LoginUser>(
  'select_login_user',
  (db, place) =>
    db
      .selectFrom('users')
      .select([
        'id',
        'email',
        'email_verified_at as emailVerifiedAt',
        'created_at as createdAt',
        'password_hash as passwordHash',
        'is_active as isActive',
        'is_staff as isStaff',
        'is_superuser as isSuperuser',
        'deleted_at as deletedAt',
      ])
      .where('email_identity', '=', place('normalizedEmail')),
)

export async function findLoginUser(
  db: Database,
  normalizedEmail: string,
): Promise<LoginUser | undefined> {
  const [user] = await selectLoginUser(db, { normalizedEmail })
  return user && { ...user, isActive: user.isActive && user.deletedAt === null }
}

export interface StoredPassword {
  readonly passwordHash: string
  /** Null where it was set before this was recorded. */
  readonly passwordChangedAt: number | null
}

export function findPassword(db: Database, id: number): Promise<StoredPassword | undefined> {
  return db
    .selectFrom('users')
    .select(['password_hash as passwordHash', 'password_changed_at as passwordChangedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

interface LastLogin {
  readonly userId: number
  readonly verifiedHash: string
  readonly at: number
}

const setLastLogin = prepared<LastLogin, { id: number }>('set_last_login', (db, place) =>
  db
    .updateTable('users')
    .set({ last_login_at: place('at') })
    .where('id', '=', place('userId'))
    .where('password_hash', '=', place('verifiedHash'))
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .returning('id'),
)

/**
 * Records a login of the user whose password was just verified. Returns false when they were deactivated or got another
 * password in the meantime. The row lock this takes orders the login against both.
 */
export async function updateLastLogin(db: TransactionHandle, login: LastLogin): Promise<boolean> {
  return (await setLastLogin(db, login)).length > 0
}

/** Replaces a hash by one of the same password, unless it was replaced in the meantime. */
export async function updatePasswordHash(
  db: Database,
  { userId, from, to }: { readonly userId: number; readonly from: string; readonly to: string },
): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set({ password_hash: to })
    .where('id', '=', userId)
    .where('password_hash', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The fields to change; an absent one stays. */
export interface UserPatch {
  readonly email?: string
  readonly normalizedEmail?: string
  readonly emailVerifiedAt?: number | null
  readonly username?: string | null
  readonly passwordHash?: string
  readonly isActive?: boolean
  readonly isStaff?: boolean
  readonly isSuperuser?: boolean
  readonly deactivationReason?: string | null
  readonly deactivatedUntil?: number | null
  readonly deletedAt?: number | null
}

/**
 * Changes a user who is still at this version; undefined when someone changed them in the meantime.
 *
 * @throws a unique violation when the normalized email is taken.
 */
export function updateUser(
  db: TransactionHandle,
  { id, version }: Pick<User, 'id' | 'version'>,
  patch: UserPatch,
  at: number,
): Promise<User | undefined> {
  return (
    db
      .updateTable('users')
      // Kysely leaves out what is undefined.
      .set({
        email: patch.email,
        email_identity: patch.normalizedEmail,
        email_verified_at: patch.emailVerifiedAt,
        username: patch.username,
        password_hash: patch.passwordHash,
        password_changed_at: patch.passwordHash === undefined ? undefined : at,
        is_active: patch.isActive,
        is_staff: patch.isStaff,
        is_superuser: patch.isSuperuser,
        deactivation_reason: patch.deactivationReason,
        deactivated_until: patch.deactivatedUntil,
        deleted_at: patch.deletedAt,
        updated_at: at,
        version: version + 1,
      })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning(userColumns)
      .executeTakeFirst()
  )
}

/** Removes a user who is deleted and still at this version; returns whether it did. */
export async function deleteUserRow(
  db: TransactionHandle,
  { id, version }: Pick<User, 'id' | 'version'>,
): Promise<boolean> {
  const result = await db
    .deleteFrom('users')
    .where('id', '=', id)
    .where('version', '=', version)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}
