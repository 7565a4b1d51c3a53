import type { ConfigIssue, Environment } from './read-variables.ts'
import { isReadableByOthers, secretKeyWeakness } from './secret-key.ts'
import { type Variable, type VariableValues, variables } from './variables.ts'

/** The value of JWT_AUDIENCE that leaves the claim out. */
export const noAudience = 'none'

/** What can never work, in any mode, because two variables contradict each other. */
export function contradictions(values: VariableValues): ConfigIssue[] {
  const issues = halves(values)
  const database = values.DATABASE_URL
  const isInMemory = database?.dialect === 'sqlite' && database.file === ':memory:'
  if (isInMemory && (values.WORKERS ?? 1) > 1) {
    const expectation = '1 with a database in memory, which workers cannot share'
    issues.push({ variable: 'WORKERS', expectation })
  }
  if (values.JWT_AUDIENCE === noAudience && values.JWT_ALGORITHM !== 'HS256') {
    const expectation = 'an audience; none is for JWT_ALGORITHM=HS256 only'
    issues.push({ variable: 'JWT_AUDIENCE', expectation })
  }
  if (values.SECRET_KEY_FALLBACKS?.includes(values.SECRET_KEY ?? '')) {
    const expectation = 'previous values only, without the current SECRET_KEY'
    issues.push({ variable: 'SECRET_KEY_FALLBACKS', expectation })
  }
  return issues
}

/** What means nothing without another variable. */
function halves(values: VariableValues): ConfigIssue[] {
  const issues: ConfigIssue[] = []
  if (values.SMTP_URL && !values.MAIL_FROM) {
    issues.push({ variable: 'MAIL_FROM', expectation: 'an email address, since SMTP_URL is set' })
  }
  const { SUPERUSER_EMAIL: email, SUPERUSER_PASSWORD: password } = values
  if (email && !password) {
    issues.push({ variable: 'SUPERUSER_EMAIL', expectation: 'SUPERUSER_PASSWORD beside it' })
  }
  if (password && !email) {
    issues.push({ variable: 'SUPERUSER_PASSWORD', expectation: 'SUPERUSER_EMAIL beside it' })
  }
  return issues
}

/** What must not protect a production server. Every secret is held to the same rules, whichever variable has it. */
export function weaknesses(environment: Environment, values: VariableValues): ConfigIssue[] {
  const issues: ConfigIssue[] = []
  const weakness =
    values.SECRET_KEY === undefined
      ? 'a secret; print one with: latchkey secret'
      : secretKeyWeakness(values.SECRET_KEY)
  if (weakness) issues.push({ variable: 'SECRET_KEY', expectation: weakness })

  for (const fallback of values.SECRET_KEY_FALLBACKS ?? []) {
    const expectation = secretKeyWeakness(fallback)
    if (expectation) issues.push({ variable: 'SECRET_KEY_FALLBACKS', expectation })
  }
  const legacy = values.LEGACY_HS256_SECRET_KEY
  const legacyWeakness = legacy && secretKeyWeakness(legacy)
  if (legacyWeakness) {
    issues.push({ variable: 'LEGACY_HS256_SECRET_KEY', expectation: legacyWeakness })
  }
  if (values.ALLOWED_HOSTS?.includes('*')) {
    const expectation =
      'the host names of this server: with * anybody could put their own host into its links'
    issues.push({ variable: 'ALLOWED_HOSTS', expectation })
  }
  return [...issues, ...readableSecretFiles(environment)]
}

function readableSecretFiles(environment: Environment): ConfigIssue[] {
  return Object.entries<Variable<unknown>>(variables)
    .filter(([, { isSecret }]) => isSecret)
    .map(([name]) => `${name}_FILE`)
    .filter((variable) => isReadableByOthers(environment[variable] ?? ''))
    .map((variable) => ({
      variable,
      expectation: 'a file that only its owner and group may read (chmod 0640)',
    }))
}
