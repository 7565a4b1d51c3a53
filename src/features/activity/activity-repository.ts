import { sql } from 'kysely'
import { type BoundedCount, boundedCount } from '../../database/bounded-count.ts'
import type { Database, TransactionHandle } from '../../database/tables.ts'
import type { ActiveUser } from './active-users.ts'
import type { ActivityHour } from './activity-counter.ts'

export async function addToActivityHour(db: Database, hour: ActivityHour): Promise<void> {
  await db
    .insertInto('activity_hours')
    .values({ hour_at: hour.hourAt, event: hour.event, count: hour.count })
    .onConflict((conflict) =>
      conflict.columns(['hour_at', 'event']).doUpdateSet((expression) => ({
        count: expression('activity_hours.count', '+', hour.count),
      })),
    )
    .execute()
}

/** How often something happened in one of the stretches of a range. */
export interface ActivitySum {
  /** Counts from 0 at the beginning of the range. */
  readonly bucket: number
  readonly event: ActivityHour['event']
  readonly count: number
}

/** Sums the hours of a range by stretches of this length. */
export async function sumActivity(
  db: Database,
  range: { readonly from: number; readonly to: number; readonly bucketMilliseconds: number },
): Promise<ActivitySum[]> {
  const { from, bucketMilliseconds } = range
  // Cast, or SQLite takes the numbers for fractions.
  const bucket = sql<number>`(hour_at - cast(${from} as bigint)) / cast(${bucketMilliseconds} as bigint)`
  const rows = await db
    .selectFrom('activity_hours')
    .select([bucket.as('bucket'), 'event', ({ fn }) => fn.sum<number>('count').as('count')])
    .where('hour_at', '>=', from)
    .where('hour_at', '<', range.to)
    .groupBy([sql.ref('bucket'), 'event'])
    .execute()
  return rows.map((row) => ({
    bucket: row.bucket,
    event: row.event as ActivityHour['event'],
    count: row.count,
  }))
}

/** The most users that `moveActiveUsers` takes. */
export const activeUsersBatch = 100

const nobody: ActiveUser = { userId: 0, at: 0 }

/**
 * Notes when these users were active, of those who were not active since that time, and returns how many these
 * were. Users who do not exist any more are passed over.
 */
export async function moveActiveUsers(
  db: TransactionHandle,
  users: readonly ActiveUser[],
  since: number,
): Promise<number> {
  // Filled up, so that it is the same statement however many they are: prepared once.
  const places = Array.from({ length: activeUsersBatch }, (_, index) => users[index] ?? nobody)
  const activeUsers = places.map(
    ({ userId, at }) => sql`(cast(${userId} as bigint), cast(${at} as bigint))`,
  )
  // In the order of the ids, or two nodes could wait for each other's rows.
  const result = await sql`
    with active (user_id, at) as (values ${sql.join(activeUsers)})
    insert into user_activity (user_id, last_active_at)
    select users.id, active.at from active join users on users.id = active.user_id
    where true order by users.id
    on conflict (user_id) do update set last_active_at = excluded.last_active_at
    where user_activity.last_active_at < ${since}`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Users who were active since the start of an hour, by index. */
export function countActiveUsersSince(
  db: Database,
  hourAt: number,
  most: number,
): Promise<BoundedCount> {
  const users = db
    .selectFrom('user_activity')
    .select('user_id')
    .where('last_active_at', '>=', hourAt)
  return boundedCount(db, users, most)
}

/** When the user was last active, to the hour. */
export async function findLastActiveAt(db: Database, userId: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('user_activity')
    .select('last_active_at')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.last_active_at
}
