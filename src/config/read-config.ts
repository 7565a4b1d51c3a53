import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { Algorithm } from '../crypto/signing-algorithms.ts'
import type { DatabaseLocation } from '../database/connect.ts'
import { findMisspelled, type Misspelled } from './misspelled.ts'
import { type ConfigIssue, type Environment, readVariables } from './read-variables.ts'
import { contradictions, noAudience, weaknesses } from './rules.ts'
import { readOrCreateDevelopmentSecret } from './secret-key.ts'
import { type AddressRange, Issue, type SmtpServer } from './value-parsers.ts'
import { type Origins, onlyEnvironment, sourceOf, type VariableSource } from './variable-sources.ts'
import type { VariableName, VariableValues } from './variables.ts'

export type Mode = 'development' | 'production'

/** What the operator fixes at start. Frozen; what changes at run time is a setting (features/settings). */
export interface Config {
  readonly mode: Mode
  readonly host: string
  readonly port: number
  readonly database: DatabaseLocation
  readonly databasePoolSize: number
  readonly usesPreparedStatements: boolean
  readonly databaseBatchLimit: number
  readonly dataDirectory: string
  /** The current secret first, then those it replaces. */
  readonly secretKeys: readonly [string, ...string[]]
  /** Where clients reach the server, without a slash at its end, and issuer of its tokens. */
  readonly publicUrl: string
  /** The path in it, such as `/auth`; empty at the root. */
  readonly basePath: string
  readonly jwtAlgorithm: Algorithm
  /** Undefined where tokens have none. */
  readonly jwtAudience: string | undefined
  readonly legacySecretKey: string | undefined
  readonly allowedHosts: readonly string[]
  readonly trustedProxies: readonly AddressRange[]
  readonly corsAllowedOrigins: readonly string[]
  /** Undefined where no email is sent. */
  readonly smtp: SmtpServer | undefined
  /** Whether emails are sent, or in development shown. */
  readonly canEmail: boolean
  readonly mailFrom: string | undefined
  readonly logLevel: string
  readonly logFormat: 'json' | 'pretty' | undefined
  readonly workers: number
  /** Undefined where nothing is measured. */
  readonly metricsPort: number | undefined
  /** Undefined where nothing is traced. */
  readonly tracing: TracingConfig | undefined
  readonly shutdownTimeoutSeconds: number
  readonly environmentLabel: string | undefined
  /** What this program was built of, where that is said; see `commitOf`. */
  readonly commit: string | undefined
  readonly superuser: { readonly email: string; readonly password: string } | undefined
  /** Password hashes computed at the same time by this process. */
  readonly hashConcurrency: number
  /** Settings fixed by environment variables of their names. */
  readonly pinnedSettings: Readonly<Record<string, unknown>>
  /** The variables that were set, as against left at their defaults, with where they come from. */
  readonly given: ReadonlyMap<VariableName, VariableSource>
  /** Variables that were set, mean nothing here, and resemble one that does. */
  readonly misspelled: readonly Misspelled[]
}

export interface TracingConfig {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  /** Of the requests that no caller decided about, from 0 to 1. */
  readonly share: number
}

/** The settings that a variable of the same name may pin, and how its text is read. */
export interface PinnableSettings {
  readonly names: readonly string[]
  parse(name: string, text: string): unknown
}

/** The configuration as a whole is refused; `issues` has every reason at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly issues: readonly ConfigIssue[]

  constructor(issues: readonly ConfigIssue[]) {
    super(issues.map((issue) => `${issue.variable}: expected ${issue.expectation}`).join('\n'))
    this.issues = issues
  }
}

/** Reads and checks the whole configuration. @throws {ConfigError} with all issues, naming variables only. */
export function readConfig(
  environment: Environment,
  pinnable: PinnableSettings,
  origins: Origins = onlyEnvironment,
): Config {
  const { values, issues } = readVariables(withOlderNames(environment))
  const mode = values.NODE_ENV === 'production' ? 'production' : 'development'

  const pinnedSettings = readPinnedSettings(environment, pinnable, issues)
  issues.push(...contradictions(values))
  if (mode === 'production') issues.push(...weaknesses(environment, values))
  if (issues.length > 0) throw new ConfigError(issues)

  const names = Object.keys(values) as VariableName[]
  const given = new Map(names.map((name) => [name, sourceOf(name, environment, origins)] as const))
  const misspelled = findMisspelled(environment, pinnable.names)
  return Object.freeze({ ...assemble(mode, values), pinnedSettings, given, misspelled })
}

const defaults = {
  PORT: 8_000,
  DATABASE_POOL_SIZE: 10,
  DATABASE_PREPARED_STATEMENTS: true,
  DATABASE_BATCH_LIMIT: 256,
  DATA_DIR: './data',
  SECRET_KEY_FALLBACKS: [],
  JWT_ALGORITHM: 'ES256',
  JWT_AUDIENCE: 'latchkey',
  ALLOWED_HOSTS: ['localhost', '127.0.0.1', '[::1]'],
  TRUSTED_PROXIES: [],
  CORS_ALLOWED_ORIGINS: [],
  LOG_LEVEL: 'info',
  WORKERS: 1,
  SHUTDOWN_TIMEOUT: 10,
} as const satisfies Partial<VariableValues>

function assemble(
  mode: Mode,
  values: VariableValues,
): Omit<Config, 'pinnedSettings' | 'given' | 'misspelled'> {
  const given = { ...defaults, ...values }
  const dataDirectory = given.DATA_DIR
  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${given.PORT}`
  const embedded = { dialect: 'sqlite', file: join(dataDirectory, 'latchkey.db') } as const
  const secret = values.SECRET_KEY ?? readOrCreateDevelopmentSecret(dataDirectory)
  const { SUPERUSER_EMAIL: email, SUPERUSER_PASSWORD: password } = values

  return {
    mode,
    host: values.HOST ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port: given.PORT,
    database: values.DATABASE_URL ?? embedded,
    databasePoolSize: given.DATABASE_POOL_SIZE,
    usesPreparedStatements: given.DATABASE_PREPARED_STATEMENTS,
    databaseBatchLimit: given.DATABASE_BATCH_LIMIT,
    dataDirectory,
    secretKeys: [secret, ...given.SECRET_KEY_FALLBACKS],
    publicUrl,
    basePath: new URL(publicUrl).pathname.replace(/\/$/, ''),
    jwtAlgorithm: given.JWT_ALGORITHM,
    jwtAudience: given.JWT_AUDIENCE === noAudience ? undefined : given.JWT_AUDIENCE,
    legacySecretKey: values.LEGACY_HS256_SECRET_KEY,
    allowedHosts: [new URL(publicUrl).hostname, ...given.ALLOWED_HOSTS],
    trustedProxies: given.TRUSTED_PROXIES,
    corsAllowedOrigins: given.CORS_ALLOWED_ORIGINS,
    smtp: values.SMTP_URL,
    canEmail: values.SMTP_URL !== undefined || mode === 'development',
    mailFrom: values.MAIL_FROM,
    logLevel: given.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
    workers: given.WORKERS,
    metricsPort: values.METRICS_PORT,
    tracing: tracingOf(values),
    shutdownTimeoutSeconds: given.SHUTDOWN_TIMEOUT,
    environmentLabel: values.ENVIRONMENT_LABEL,
    commit: values.GIT_COMMIT,
    superuser: email && password ? { email, password } : undefined,
    hashConcurrency: Math.max(1, Math.floor(availableParallelism() / given.WORKERS)),
  }
}

function tracingOf(values: VariableValues): TracingConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: headers = {} } = values
  const { OTEL_SERVICE_NAME: serviceName = 'latchkey', OTEL_TRACES_SAMPLER_ARG: share = 1 } = values
  return url === undefined ? undefined : { url, headers, serviceName, share }
}

function readPinnedSettings(
  environment: Environment,
  pinnable: PinnableSettings,
  issues: ConfigIssue[],
): Readonly<Record<string, unknown>> {
  const pinned: Record<string, unknown> = {}
  for (const name of pinnable.names) {
    const text = environment[name]
    if (!text) continue
    const value = pinnable.parse(name, text)
    if (value instanceof Issue) issues.push({ variable: name, expectation: value.expectation })
    else pinned[name] = value
  }
  return Object.freeze(pinned)
}

/** The Django server's variables: its PostgreSQL in parts, and DEBUG for the mode. */
function withOlderNames(environment: Environment): Environment {
  const { POSTGRES_HOST: host, POSTGRES_DB: name, POSTGRES_USER: user } = environment
  const { POSTGRES_PASSWORD: password = '', POSTGRES_PORT: port = '5432' } = environment
  const credentials = `${encodeURIComponent(user ?? 'postgres')}:${encodeURIComponent(password)}`
  const hasUrl = environment['DATABASE_URL'] || environment['DATABASE_URL_FILE']
  const isDebugOff = /^(false|0|no|off)$/i.test(environment['DEBUG'] ?? '')

  return {
    ...environment,
    ...(host && name && !hasUrl
      ? { DATABASE_URL: `postgres://${credentials}@${host}:${port}/${name}` }
      : {}),
    ...(isDebugOff && !environment['NODE_ENV'] ? { NODE_ENV: 'production' } : {}),
  }
}
