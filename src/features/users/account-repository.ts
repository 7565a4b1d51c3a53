import { prepared } from '../../database/prepared.ts'
import type { Database, TransactionHandle } from '../../database/tables.ts'

/** What its owner sees of an account. */
export interface Profile {
  readonly id: number
  readonly username: string | null
  readonly email: string
}

/** What a login needs to know of an account. */
export interface LoginAccount {
  readonly id: number
  readonly email: string
  readonly passwordHash: string
  readonly isActive: boolean
  readonly isStaff: boolean
  readonly isSuperuser: boolean
}

export interface NewAccount {
  readonly email: string
  readonly normalizedEmail: string
  readonly passwordHash: string
  readonly createdAt: number
  readonly username?: string | null
  readonly isActive?: boolean
  readonly isStaff?: boolean
  readonly isSuperuser?: boolean
}

/** Adds the account unless its normalized email is taken; answers the id, or undefined when it was. */
export async function insertAccount(
  db: Database,
  account: NewAccount,
): Promise<number | undefined> {
  const row = await db
    .insertInto('users')
    .values({
      email: account.email,
      email_identity: account.normalizedEmail,
      username: account.username ?? null,
      password_hash: account.passwordHash,
      is_active: account.isActive ?? true,
      is_staff: account.isStaff ?? false,
      is_superuser: account.isSuperuser ?? false,
      created_at: account.createdAt,
      updated_at: account.createdAt,
      last_login_at: null,
      deactivation_reason: null,
      deleted_at: null,
    })
    .onConflict((conflict) => conflict.column('email_identity').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
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

const selectProfile = prepared<{ id: number }, Profile>('select_profile', (db, place) =>
  db
    .selectFrom('users')
    .select(['id', 'username', 'email'])
    .where('id', '=', place('id'))
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null),
)

/** The profile of an account that may be used: neither deactivated nor deleted. */
export async function findActiveProfile(db: Database, id: number): Promise<Profile | undefined> {
  const [profile] = await selectProfile(db, { id })
  return profile
}

const selectLoginAccount = prepared<
  { normalizedEmail: string },
  {
    id: number
    email: string
    password_hash: string
    is_active: boolean
    is_staff: boolean
    is_superuser: boolean
    deleted_at: number | null
  }
>('select_login_account', (db, place) =>
  db
    .selectFrom('users')
    .select(['id', 'email', 'password_hash', 'is_active', 'is_staff', 'is_superuser', 'deleted_at'])
    .where('email_identity', '=', place('normalizedEmail')),
)

export async function findLoginAccount(
  db: Database,
  normalizedEmail: string,
): Promise<LoginAccount | undefined> {
  const [row] = await selectLoginAccount(db, { normalizedEmail })
  return (
    row && {
      id: row.id,
      email: row.email,
      passwordHash: row.password_hash,
      isActive: row.is_active && row.deleted_at === null,
      isStaff: row.is_staff,
      isSuperuser: row.is_superuser,
    }
  )
}

/**
 * Records a login of the user whose password was just verified. Returns false when they were deactivated or got another
 * password in the meantime. The row lock this takes orders the login against both.
 */
export async function updateLastLogin(
  db: TransactionHandle,
  login: { readonly userId: number; readonly verifiedHash: string; readonly at: number },
): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set({ last_login_at: login.at })
    .where('id', '=', login.userId)
    .where('password_hash', '=', login.verifiedHash)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
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

export interface ProfileChange {
  readonly username?: string | null
  readonly email?: string
  readonly normalizedEmail?: string
}

/** Changes the named columns of an account that may be used. @throws a unique violation when the normalized email is taken. */
export async function updateProfile(
  db: TransactionHandle,
  id: number,
  change: ProfileChange,
  at: number,
): Promise<Profile | undefined> {
  return db
    .updateTable('users')
    .set((expression) => ({
      ...(change.username === undefined ? {} : { username: change.username }),
      ...(change.email === undefined
        ? {}
        : { email: change.email, email_identity: change.normalizedEmail ?? change.email }),
      updated_at: at,
      version: expression('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .returning(['id', 'username', 'email'])
    .executeTakeFirst()
}
