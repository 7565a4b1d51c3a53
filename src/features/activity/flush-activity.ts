import { type Context, inTransaction } from '../../context.ts'
import type { ActiveUser } from './active-users.ts'
import { activeUsersBatch, addToActivityHour, moveActiveUsers } from './activity-repository.ts'
import { dayOf } from './hour-of.ts'

/** Writes down what this process counted since the last time; what cannot be written is kept. */
export async function flushActivity(context: Context): Promise<void> {
  const { activity, db } = context
  await activity.drainCounts((hour) => addToActivityHour(db, hour))
  await activity.drainActiveUsers(
    (hourAt, users) => countActiveUsers(context, hourAt, users),
    activeUsersBatch,
  )
}

/**
 * Counts each of these users unless some node already did, in this hour or on this day. The database decides:
 * only the statement that moves a user's time over the boundary counts it, and the count commits with the move.
 */
async function countActiveUsers(
  context: Context,
  hourAt: number,
  users: readonly ActiveUser[],
): Promise<void> {
  await inTransaction(context, async ({ db }) => {
    const newToday = await moveActiveUsers(db, users, dayOf(hourAt))
    const newThisHour = newToday + (await moveActiveUsers(db, users, hourAt))
    if (newToday > 0) {
      await addToActivityHour(db, { hourAt, event: 'active_user_day', count: newToday })
    }
    if (newThisHour > 0) {
      await addToActivityHour(db, { hourAt, event: 'active_user_hour', count: newThisHour })
    }
  })
}
