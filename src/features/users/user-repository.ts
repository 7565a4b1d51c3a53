import type { Selectable } from 'kysely'
import type { Database, TransactionHandle, UsersTable } from '../../database/tables.ts'
import type { User } from './user.ts'

export const userColumns = [
  'users.id',
  'users.email',
  'users.username',
  'users.is_active',
  'users.is_staff',
  'users.is_superuser',
  'users.created_at',
  'users.updated_at',
  'users.last_login_at',
  'users.deactivation_reason',
  'users.deactivated_until',
  'users.deleted_at',
  'users.version',
] as const

export type UserRow = Omit<Selectable<UsersTable>, 'email_identity' | 'password_hash'>

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    username: row.username ?? undefined,
    isActive: row.is_active,
    isStaff: row.is_staff,
    isSuperuser: row.is_superuser,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastLoginAt: row.last_login_at ?? undefined,
    deactivationReason: row.deactivation_reason ?? undefined,
    deactivatedUntil: row.deactivated_until ?? undefined,
    deletedAt: row.deleted_at ?? undefined,
    version: row.version,
  }
}

/** Finds a user, deleted ones too. */
export async function findUser(db: Database, id: number): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .select(userColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toUser(row)
}

/** Finds the user whose address this is, deleted ones too. */
export async function findUserByNormalizedEmail(
  db: Database,
  normalizedEmail: string,
): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .select(userColumns)
    .where('email_identity', '=', normalizedEmail)
    .executeTakeFirst()
  return row && toUser(row)
}

export async function findPasswordHash(db: Database, id: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.password_hash
}

/** The columns that administration changes; an absent one stays. */
export interface UserPatch {
  readonly email?: string
  readonly normalizedEmail?: string
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
 * Changes a user that is still at this version; undefined when somebody changed it in the meantime.
 *
 * @throws a unique violation when the normalized email is taken.
 */
export async function updateUser(
  db: TransactionHandle,
  { id, version }: Pick<User, 'id' | 'version'>,
  patch: UserPatch,
  at: number,
): Promise<User | undefined> {
  const row = await db
    .updateTable('users')
    .set({ ...columnsOf(patch), updated_at: at, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(userColumns)
    .executeTakeFirst()
  return row && toUser(row)
}

function columnsOf(patch: UserPatch) {
  const columns = {
    email: patch.email,
    email_identity: patch.normalizedEmail,
    username: patch.username,
    password_hash: patch.passwordHash,
    is_active: patch.isActive,
    is_staff: patch.isStaff,
    is_superuser: patch.isSuperuser,
    deactivation_reason: patch.deactivationReason,
    deactivated_until: patch.deactivatedUntil,
    deleted_at: patch.deletedAt,
  }
  // Kysely leaves out what is undefined.
  return columns
}

/** Removes a user that is deleted and still at this version; answers whether it did. */
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

export function hasActiveSuperuser(db: Database): Promise<boolean> {
  return hasOtherActiveSuperuser(db, [0])
}

/** Whether there is an active superuser besides these. */
export async function hasOtherActiveSuperuser(
  db: Database,
  ids: readonly number[],
): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('is_superuser', '=', true)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .where('id', 'not in', ids)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Users whose deactivation should have ended by now, for the closeIdleInterval. */
export async function listUserIdsDeactivatedUntil(
  db: Database,
  now: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('deactivated_until', '<=', now)
    .where('is_active', '=', false)
    .where('deleted_at', 'is', null)
    .orderBy('deactivated_until')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Users deleted before this moment, for the closeIdleInterval. */
export async function listUserIdsDeletedBefore(
  db: Database,
  before: number,
  limit: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('deleted_at', '<', before)
    .orderBy('deleted_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

// The kinds that are verified, and `!`, which says that no password logs in.
const verifiableKinds = ['$argon2', 'argon2$', 'pbkdf2_', 'bcrypt', 'scrypt$', '!'] as const

/** How many users have a stored hash of a kind that no password can match. */
export async function countUnverifiableHashes(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('deleted_at', 'is', null)
    .where(({ and, eb }) =>
      and(verifiableKinds.map((kind) => eb('password_hash', 'not like', `${kind}%`))),
    )
    .executeTakeFirstOrThrow()
  return Number(count)
}
