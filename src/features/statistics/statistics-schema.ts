import { DateTime, oneOf, Type } from '../../http/schema.ts'
import { toIsoString } from '../../text/date-time.ts'
import type { Cards } from './read-cards.ts'
import type { Bucket } from './read-series.ts'
import type { TimeRange } from './time-range.ts'

const count = (description: string) => Type.Integer({ description })
const isExact = Type.Boolean({ description: 'False if counting stopped early.' })

const BucketBody = Type.Object(
  {
    at: DateTime('Start of the bucket.'),
    is_running: Type.Boolean({ description: 'Whether it has not ended yet.' }),
    registrations: count('Registrations.'),
    logins: count('Logins.'),
    login_failures: count('Failed logins.'),
    refreshes: count('Refreshes, including repeats within the grace period.'),
    refresh_reuses: count('Detected refresh token reuses.'),
    logouts: count('Logouts.'),
    rate_limited: count('Login attempts rejected by the rate limit.'),
    active_users: count('Distinct users who logged in or refreshed.'),
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
        bucket: oneOf(['hour', 'day'], 'Bucket length.'),
        time_zone: Type.Literal('UTC', { description: 'Time zone of the buckets.' }),
      },
      { description: 'Time range.' },
    ),
    cards: Type.Object(
      {
        users: Type.Object(
          {
            total: count('Number of users that are not deleted.'),
            is_exact: isExact,
            today: count('Created today.'),
            last_7_days: count('Created in the last 7 days.'),
            previous_7_days: count('Created in the 7 days before that.'),
          },
          { description: 'Users.' },
        ),
        active_sessions: Type.Object(
          { count: count('Number of active sessions.'), is_exact: isExact },
          { description: 'Sessions.' },
        ),
        logins_24h: Type.Object(
          {
            success: count('Successful logins in the last 24 hours.'),
            failure: count('Failed logins in the last 24 hours.'),
            failure_rate: Type.Number({ description: 'Share of failed logins, 0 to 1.' }),
            previous_success: count('Successful logins in the 24 hours before that.'),
            previous_failure: count('Failed logins in the 24 hours before that.'),
          },
          { description: 'Logins.' },
        ),
        locked_accounts: count('Users locked after failed logins.'),
        active_users: Type.Object(
          {
            day: count('In this hour and the 23 hours before.'),
            week: count('In this hour and the 167 hours before.'),
            month: count('In this hour and the 719 hours before.'),
            is_exact: isExact,
          },
          { description: 'Distinct users who logged in or refreshed; hours in UTC.' },
        ),
      },
      { description: 'Key figures.' },
    ),
    series: Type.Array(BucketBody, { description: 'Buckets, including empty ones.' }),
    previous_series: Type.Array(BucketBody, { description: 'The previous period.' }),
    attention: Type.Array(
      Type.Object({
        id: Type.String({ description: 'ID.' }),
        severity: oneOf(['warning', 'error'], 'Severity.'),
        text: Type.String({ description: 'Message.' }),
        link: Type.String({ description: 'Console page that helps.' }),
      }),
      { description: 'Things that need attention.' },
    ),
    is_fresh: Type.Boolean({
      description:
        'Whether the server is hardly used yet: at most four users and ten logins in 24 hours.',
    }),
  },
  {
    title: 'Statistics',
    description: 'Dashboard data.',
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
