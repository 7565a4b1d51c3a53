import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Observer } from '../observer.ts'

const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const queryBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 5]
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** The metrics that this process itself counts, and who counts them. No label names a user, an email or an address. */
export function createMetrics(): { readonly registry: Registry; readonly observer: Observer } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers })
  const histogram = <Label extends string>(
    name: string,
    help: string,
    { labelNames, buckets }: { labelNames: Label[]; buckets: number[] },
  ) => new Histogram({ name, help, labelNames, buckets, registers })

  const requests = histogram('http_request_duration_seconds', 'Requests by route and status.', {
    labelNames: ['method', 'route', 'status'],
    buckets: requestBuckets,
  })
  const queries = histogram('db_query_duration_seconds', 'Statements by their first word.', {
    labelNames: ['op'],
    buckets: queryBuckets,
  })
  const hashes = histogram(
    'auth_password_hash_duration_seconds',
    'Hashing or verifying a password, without waiting for a place.',
    { labelNames: [], buckets: requestBuckets },
  )
  const emails = counter('email_sent_total', 'Attempts to send an email.', ['kind', 'result'])
  const activity = countActivity(counter)

  return {
    registry,
    observer: {
      request({ method, route = 'unmatched', status, seconds }) {
        const known = methods.has(method) ? method : 'other'
        requests.observe({ method: known, route, status: String(status) }, seconds)
      },
      query: (op, seconds) => queries.observe({ op }, seconds),
      hash: (seconds) => hashes.observe(seconds),
      activity: (event) => activity[event]?.(),
      email: (kind, result) => emails.inc({ kind, result }),
    },
  }
}

type CreateCounter = <Label extends string>(
  name: string,
  help: string,
  labelNames: Label[],
) => Counter<Label>

/** By the names under which the dashboard counts them. */
function countActivity(counter: CreateCounter): Readonly<Record<string, () => void>> {
  const registrations = counter('auth_registrations_total', 'Registered accounts.', ['result'])
  const logins = counter('auth_logins_total', 'Logins.', ['result'])
  const refreshes = counter('auth_refreshes_total', 'Refreshes.', ['result'])
  const logouts = counter('auth_logouts_total', 'Logouts.', [])
  const limited = counter('auth_rate_limited_total', 'Requests rejected with 429.', ['rule'])
  return {
    registration: () => registrations.inc({ result: 'success' }),
    login: () => logins.inc({ result: 'success' }),
    login_failure: () => logins.inc({ result: 'failure' }),
    refresh: () => refreshes.inc({ result: 'ok' }),
    refresh_grace: () => refreshes.inc({ result: 'grace' }),
    refresh_reuse: () => refreshes.inc({ result: 'reused' }),
    refresh_refused: () => refreshes.inc({ result: 'expired' }),
    logout: () => logouts.inc(),
    rate_limited: () => limited.inc({ rule: 'login' }),
  }
}
