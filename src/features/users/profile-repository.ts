import { type SqlBool, sql } from 'kysely'
import { batched, filledUp, onTwoConnections } from '../../database/batched.ts'
import { isPostgres } from '../../database/dialect.ts'
import { prepared } from '../../database/prepared.ts'
import type { Database } from '../../database/tables.ts'
import type { Profile } from './user-repository.ts'

/** The profile of a user who is neither deactivated nor deleted. */
export async function findActiveProfile(db: Database, id: number): Promise<Profile | undefined> {
  if (isPostgres(db)) return findInBatch(db, id)
  const [profile] = await selectProfile(db, { id })
  return profile
}

const profileColumns = ['id', 'username', 'email'] as const

export const selectProfile = prepared<{ id: number }, Profile>('select_profile', (db, place) =>
  db
    .selectFrom('users')
    .select(profileColumns)
    .where('id', '=', place('id'))
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null),
)

type ProfileIds = { readonly ids: readonly (number | null)[] }

export const selectProfiles = prepared<ProfileIds, Profile>('select_profiles', (db, place) =>
  db
    .selectFrom('users')
    .select(profileColumns)
    .where(sql<SqlBool>`id = any(${place('ids')}::bigint[])`)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null),
)

/** The hottest read of all: those who ask at the same time share a statement. */
const findInBatch = batched<number, Profile | undefined>(() => ({
  ...onTwoConnections,
  timeLimitMilliseconds: 10_000,
  async send(db, ids) {
    const [only] = ids
    if (only !== undefined && ids.length === 1) return selectProfile(db, { id: only })
    const profiles = await selectProfiles(db, { ids: filledUp(ids) })
    const byId = new Map(profiles.map((profile) => [profile.id, profile]))
    return ids.map((id) => byId.get(id))
  },
}))
