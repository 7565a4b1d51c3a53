import type { Context } from '../../context.ts'
import type { BoundedCount } from '../../database/bounded-count.ts'
import { livenessNow } from '../sessions/list-sessions.ts'
import { countFullWindows } from '../sessions/login-attempts-repository.ts'
import { readSeries, sumOf } from './read-series.ts'
import {
  countCreatedUsers,
  countLivingSessions,
  countLivingUsers,
  countUsersLoggedInSince,
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
  readonly activeUsers: { readonly day: number; readonly week: number; readonly month: number }
}

export interface LoginCounts {
  readonly success: number
  readonly failure: number
}

/** The numbers at the top of the dashboard, from indexes and roll-ups. */
export async function readCards(context: Context): Promise<Cards> {
  const { db } = context
  const now = context.now()
  const today = now - (now % day)
  return {
    users: await countLivingUsers(db),
    newUsers: {
      today: await countCreatedUsers(db, today, now + 1),
      week: await countCreatedUsers(db, now - 7 * day, now + 1),
      weekBefore: await countCreatedUsers(db, now - 14 * day, now - 7 * day),
    },
    activeSessions: await countLivingSessions(db, livenessNow(context)),
    logins: await countLogins(context, now),
    loginsBefore: await countLogins(context, now - day),
    lockedAccounts: await countLocked(context, now),
    activeUsers: {
      day: await countUsersLoggedInSince(db, now - day),
      week: await countUsersLoggedInSince(db, now - 7 * day),
      month: await countUsersLoggedInSince(db, now - 30 * day),
    },
  }
}

/** The 24 whole hours up to and with this one. */
async function countLogins(context: Context, until: number): Promise<LoginCounts> {
  const to = until - (until % hour) + hour
  const range = { from: to - day, to, bucket: 'hour', bucketMilliseconds: hour } as const
  const series = await readSeries(context, range)
  return { success: sumOf(series, 'login'), failure: sumOf(series, 'login_failure') }
}

const mostLocked = 10_000

async function countLocked(context: Context, now: number): Promise<number> {
  const { LOGIN_MAX_FAILURES: limit, LOGIN_LOCKOUT_DURATION } = context.settings.values
  if (limit === 0) return 0
  const startedAfter = now - LOGIN_LOCKOUT_DURATION * 1_000
  return countFullWindows(context.db, { limit, startedAfter, most: mostLocked })
}
