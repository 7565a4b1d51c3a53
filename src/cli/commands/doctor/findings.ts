import { areCookiesLost, lostCookiesMessage } from '../../../config/cookie-security.ts'
import { ConfigError } from '../../../config/read-config.ts'
import type { Context } from '../../../context.ts'
import { assertNoTransactionPooler } from '../../../database/assert-servable.ts'
import type { Connection } from '../../../database/connect.ts'
import { explainDatabaseError } from '../../../database/explain-error.ts'
import { readMigrations } from '../../../database/migrate.ts'
import { deploymentFindings } from '../../../features/operations/deployment/deployment-findings.ts'
import type { Finding } from '../../../features/operations/deployment/finding.ts'
import {
  countUnverifiableHashes,
  hasActiveSuperuser,
} from '../../../features/users/user-list-repository.ts'
import { exitOfError } from '../../exit-of-error.ts'

/** What is wrong with the database and what is in it, and with `deploy` what makes a public server unsafe. */
export async function readFindings(
  context: Context,
  connection: Connection,
  { deploy = false }: { readonly deploy?: boolean },
): Promise<Finding[]> {
  if (context.config.usesPreparedStatements) await assertNoTransactionPooler(connection)
  const pending = await pendingMigrations(connection)
  if (pending) return [pending, ...(deploy ? deploymentFindings(context) : [])]

  await context.settings.reload(context.db)
  await context.keys.reload(context.db)
  return [
    ...misspelledFindings(context),
    ...keyFindings(context),
    ...(await superuserFindings(context)),
    ...(await passwordFindings(context)),
    ...(deploy ? deploymentFindings(context) : cookieFindings(context)),
  ]
}

async function pendingMigrations(connection: Connection): Promise<Finding | undefined> {
  const states = await readMigrations(connection)
  const pending = states.filter(({ executedAt }) => executedAt === undefined)
  return pending.length === 0
    ? undefined
    : {
        id: 'migrations_pending',
        severity: connection.dialect === 'sqlite' ? 'warning' : 'error',
        text: `Migrations are pending: ${pending.map(({ name }) => name).join(', ')}.`,
        fix: 'latchkey migrate',
        link: '/docs/guides/postgresql-and-nodes/',
      }
}

function misspelledFindings({ config }: Context): Finding[] {
  return config.misspelled.map(({ name, meant }) => ({
    id: 'variable_misspelled',
    severity: 'warning',
    text: `There is no variable ${name}.`,
    fix: `Did you mean ${meant}?`,
    link: '/docs/reference/environment/',
  }))
}

/** Of the findings for public servers the one that keeps everybody out. */
function cookieFindings({ config }: Context): Finding[] {
  if (!areCookiesLost(config)) return []
  return [
    {
      id: 'cookies_lost',
      severity: 'warning',
      text: lostCookiesMessage,
      fix: 'Put a proxy that ends TLS in front, and set PUBLIC_URL to its https address.',
      link: '/docs/guides/reverse-proxy/',
    },
  ]
}

function keyFindings({ keys, config, now }: Context): Finding[] {
  if (config.jwtAlgorithm === 'HS256' || keys.publicJwks(now()).keys.length === 0) return []
  try {
    keys.signingKey(now())
    return []
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const fix = 'Add the previous SECRET_KEY to SECRET_KEY_FALLBACKS, or run: latchkey keys rotate'
    return [
      { id: 'no_signing_key', severity: 'error', text, fix, link: '/docs/guides/key-rotation/' },
    ]
  }
}

async function superuserFindings({ db }: Context): Promise<Finding[]> {
  if (await hasActiveSuperuser(db)) return []
  const text = 'There is no active superuser, so nobody can manage this server.'
  const link = '/docs/reference/command-line/'
  return [{ id: 'no_superuser', severity: 'warning', text, fix: 'latchkey createsuperuser', link }]
}

async function passwordFindings({ db }: Context): Promise<Finding[]> {
  const count = await countUnverifiableHashes(db)
  if (count === 0) return []
  const users = count === 1 ? '1 user has' : `${count} users have`
  return [
    {
      id: 'unverifiable_passwords',
      severity: 'warning',
      text: `${users} a stored password hash that cannot be verified, so nobody can log in with it.`,
      fix: 'Set their passwords: latchkey changepassword <email>',
      link: '/docs/guides/migrate-from-django/',
    },
  ]
}

/** A configuration that is refused, or a database that is away, are findings too. */
export function findingsOfFailure(error: unknown): Finding[] {
  const link = '/docs/reference/environment/'
  if (error instanceof ConfigError) {
    return error.issues.map(({ variable, expectation }) => ({
      id: 'configuration_refused',
      severity: 'error',
      text: `${variable}: expected ${expectation}.`,
      fix: `Set ${variable}.`,
      link,
    }))
  }
  const unusable = explainDatabaseError(error)
  if (unusable) {
    const { code: id, cure: fix } = unusable.problem
    return [{ id, severity: 'error', text: unusable.finding, fix, link }]
  }
  const { exit, code, message } = exitOfError(error)
  if (exit !== 'database') throw error
  return [{ id: code, severity: 'error', text: message, fix: 'Check DATABASE_URL.', link }]
}
