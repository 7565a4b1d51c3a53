import type { Database } from '../../database/tables.ts'

export interface ActivityHour {
  /** Start of the hour, milliseconds. */
  readonly hourAt: number
  readonly event: string
  readonly count: number
}

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

export async function listActivityHours(
  db: Database,
  range: { readonly from: number; readonly to: number },
): Promise<ActivityHour[]> {
  const rows = await db
    .selectFrom('activity_hours')
    .select(['hour_at', 'event', 'count'])
    .where('hour_at', '>=', range.from)
    .where('hour_at', '<', range.to)
    .orderBy('hour_at')
    .execute()
  return rows.map((row) => ({ hourAt: row.hour_at, event: row.event, count: row.count }))
}
