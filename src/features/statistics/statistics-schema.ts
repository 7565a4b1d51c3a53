import { toIsoString } from '../../http/date-time.ts'
import { DateTime, oneOf } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { Cards } from './read-cards.ts'
import type { Bucket } from './read-series.ts'
import type { TimeRange } from './time-range.ts'

const count = (description: string) => Type.Integer({ description })
const isExact = Type.Boolean({ description: 'False when there are more.' })

const BucketBody = Type.Object(
  {
    at: DateTime('Start of the bucket.'),
    is_running: Type.Boolean({ description: 'Whether it is not over yet.' }),
    registrations: count('Accounts made by people themselves.'),
    logins: count('Log-ins.'),
    login_failures: count('Refused log-ins.'),
    refreshes: count('Refreshes, those within the grace too.'),
    refresh_reuses: count('Reuses of refresh tokens that were noticed.'),
    logouts: count('Log-outs.'),
    rate_limited: count('Attempts that were not even tried.'),
    active_users: count('Users who logged in or refreshed, each once in a bucket.'),
  },
  { title: 'StatisticsBucket' },
)

const exampleBucket = {
  at: '2030-01-01T00:00:00.000Z',
  is_running: false,
  registrations: 1,
  logins: 2,
  login_failures: 0,
  refreshes: 9,
  refresh_reuses: 0,
  logouts: 0,
  rate_limited: 0,
  active_users: 1,
}

export const Statistics = Type.Object(
  {
    range: Type.Object(
      {
        from: DateTime('Start.'),
        to: DateTime('End.'),
        bucket: oneOf(['hour', 'day'], 'Length of a bucket.'),
        time_zone: Type.Literal('UTC', { description: 'Where days begin.' }),
      },
      { description: 'The range of the series.' },
    ),
    cards: Type.Object(
      {
        users: Type.Object(
          {
            total: count('Users that are not deleted.'),
            is_exact: isExact,
            today: count('Made today.'),
            last_7_days: count('Made in the last 7 days.'),
            previous_7_days: count('Made in the 7 days before.'),
          },
          { description: 'Users.' },
        ),
        active_sessions: Type.Object(
          { count: count('Sessions that can be refreshed.'), is_exact: isExact },
          { description: 'Sessions.' },
        ),
        logins_24h: Type.Object(
          {
            success: count('Log-ins of the last 24 hours.'),
            failure: count('Refused ones.'),
            failure_rate: Type.Number({ description: 'Refused ones among all, 0 to 1.' }),
            previous_success: count('The 24 hours before.'),
            previous_failure: count('Refused ones then.'),
          },
          { description: 'Log-ins.' },
        ),
        locked_accounts: count('Accounts locked by failures.'),
        active_users: Type.Object(
          {
            day: count('In this hour and the 23 before.'),
            week: count('In this hour and the 167 before.'),
            month: count('In this hour and the 719 before.'),
            is_exact: isExact,
          },
          { description: 'Users who logged in or refreshed, each once; hours are those of UTC.' },
        ),
      },
      { description: 'The numbers at the top.' },
    ),
    series: Type.Array(BucketBody, { description: 'Bucket by bucket, empty ones too.' }),
    previous_series: Type.Array(BucketBody, { description: 'The period before.' }),
    attention: Type.Array(
      Type.Object({
        id: Type.String({ description: 'What it is about.' }),
        severity: oneOf(['warning', 'error'], 'How bad it is.'),
        text: Type.String({ description: 'What it is.' }),
        link: Type.String({ description: 'The page that helps.' }),
      }),
      { description: 'What an operator should look at.' },
    ),
    is_fresh: Type.Boolean({ description: 'Whether nobody ever logged in over the API.' }),
  },
  {
    title: 'Statistics',
    description: 'The dashboard.',
    examples: [
      {
        range: {
          from: '2030-01-01T00:00:00.000Z',
          to: '2030-01-08T00:00:00.000Z',
          bucket: 'day' as const,
          time_zone: 'UTC' as const,
        },
        cards: {
          users: { total: 2, is_exact: true, today: 1, last_7_days: 2, previous_7_days: 0 },
          active_sessions: { count: 1, is_exact: true },
          logins_24h: {
            success: 2,
            failure: 0,
            failure_rate: 0,
            previous_success: 0,
            previous_failure: 0,
          },
          locked_accounts: 0,
          active_users: { day: 1, week: 1, month: 1, is_exact: true },
        },
        series: [exampleBucket],
        previous_series: [],
        attention: [],
        is_fresh: false,
      },
    ],
  },
)

export function cardsBody(cards: Cards) {
  const { success, failure } = cards.logins
  const { today, week, weekBefore } = cards.newUsers
  const { activeUsers: active } = cards
  return {
    users: {
      total: cards.users.count,
      is_exact: cards.users.isExact,
      today,
      last_7_days: week,
      previous_7_days: weekBefore,
    },
    active_sessions: { count: cards.activeSessions.count, is_exact: cards.activeSessions.isExact },
    logins_24h: {
      success,
      failure,
      failure_rate: success + failure === 0 ? 0 : failure / (success + failure),
      previous_success: cards.loginsBefore.success,
      previous_failure: cards.loginsBefore.failure,
    },
    locked_accounts: cards.lockedAccounts,
    active_users: {
      day: active.day,
      week: active.week,
      month: active.month,
      is_exact: active.isExact,
    },
  }
}

export function bucketBody(bucket: TimeRange['bucket']) {
  const activeUsers = bucket === 'hour' ? 'active_user_hour' : 'active_user_day'
  return ({ at, isRunning, counts }: Bucket) => ({
    at: toIsoString(at),
    is_running: isRunning,
    registrations: counts.registration ?? 0,
    logins: counts.login ?? 0,
    login_failures: counts.login_failure ?? 0,
    refreshes: (counts.refresh ?? 0) + (counts.refresh_grace ?? 0),
    refresh_reuses: counts.refresh_reuse ?? 0,
    logouts: counts.logout ?? 0,
    rate_limited: counts.rate_limited ?? 0,
    active_users: counts[activeUsers] ?? 0,
  })
}
