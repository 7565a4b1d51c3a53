import type { Context } from '../../context.ts'
import type { BoundedCount } from '../../database/bounded-count.ts'
import { countActiveUsersSince } from '../activity/activity-repository.ts'
import { dayOf, hourOf } from '../activity/hour-of.ts'
import { validityNow } from '../sessions/validity.ts'
import { countUsers } from '../users/list-users.ts'
import { readSeries, sumOf } from './read-series.ts'
import {
  countActiveUsers,
  countCreatedUsers,
  countingLimit,
  countValidSessions,
} from './statistics-repository.ts'

const hour = 3_600_000
const day = 24 * hour

export interface Cards {
  readonly users: BoundedCount
  readonly newUsers: { readonly today: number; readonly week: number; readonly weekBefore: number }
  readonly activeSessions: BoundedCount
  readonly logins: LoginCounts
  readonly loginsBefore: LoginCounts
  readonly lockedAccounts: number
  readonly activeUsers: ActiveUserCounts
}

export interface LoginCounts {
  readonly success: number
  readonly failure: number
}

/** Users who logged in or refreshed in the 24 hours, 7 and 30 times 24 hours up to and with this one. */
export interface ActiveUserCounts {
  readonly day: number
  readonly week: number
  readonly month: number
  readonly isExact: boolean
}

/** The numbers at the top of the dashboard, from indexes and roll-ups. */
export async function readCards(context: Context): Promise<Cards> {
  const { db } = context
  const now = context.now()
  const today = dayOf(now)
  return {
    users: await countActiveUsers(db),
    newUsers: {
      today: await countCreatedUsers(db, today, now + 1),
      week: await countCreatedUsers(db, now - 7 * day, now + 1),
      weekBefore: await countCreatedUsers(db, now - 14 * day, now - 7 * day),
    },
    activeSessions: await countValidSessions(db, validityNow(context)),
    logins: await countLogins(context, now),
    loginsBefore: await countLogins(context, now - day),
    lockedAccounts: (await countUsers(context, { states: ['locked'] }, false)).count,
    activeUsers: await readActiveUserCounts(context, hourOf(now) + hour),
  }
}

/** In whole hours: a user's activity is noted once an hour. */
async function readActiveUserCounts({ db }: Context, to: number): Promise<ActiveUserCounts> {
  const month = await countActiveUsersSince(db, to - 30 * day, countingLimit)
  return {
    day: (await countActiveUsersSince(db, to - day, countingLimit)).count,
    week: (await countActiveUsersSince(db, to - 7 * day, countingLimit)).count,
    month: month.count,
    isExact: month.isExact,
  }
}

/** The 24 whole hours up to and with this one. */
async function countLogins(context: Context, until: number): Promise<LoginCounts> {
  const to = hourOf(until) + hour
  const range = { from: to - day, to, bucket: 'hour', bucketMilliseconds: hour } as const
  const series = await readSeries(context, range)
  return { success: sumOf(series, 'login'), failure: sumOf(series, 'login_failure') }
}
