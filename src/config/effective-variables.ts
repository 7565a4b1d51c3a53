import { describeAddress } from '../database/postgres-url.ts'
import { commitOf } from '../version.ts'
import type { Config } from './read-config.ts'
import type { VariableSource } from './variable-sources.ts'
import { type Variable, type VariableName, variables } from './variables.ts'

/** A variable as it is in force. */
export interface EffectiveVariable {
  readonly name: VariableName
  /** Text, number, boolean or list; `null` where nothing is set; a mask for secrets. */
  readonly value: unknown
  readonly isSecret: boolean
  readonly source: VariableSource | 'default'
}

const mask = '•••'

/** The whole configuration in force, for people who ask where a value comes from. Shows no secret. */
export function effectiveVariables(config: Config): EffectiveVariable[] {
  return Object.entries<Variable<unknown>>(variables).map(([key, { isSecret = false }]) => {
    const name = key as VariableName
    const value = readValue[name](config) ?? null
    const isShown = !isSecret || value === null || name === 'DATABASE_URL'
    return {
      name,
      value: isShown ? value : mask,
      isSecret,
      source: config.given.get(name) ?? 'default',
    }
  })
}

const readValue: Readonly<Record<VariableName, (config: Config) => unknown>> = {
  NODE_ENV: ({ mode }) => mode,
  HOST: ({ host }) => host,
  PORT: ({ port }) => port,
  DATABASE_URL: describeDatabase,
  DATABASE_POOL_SIZE: ({ databasePoolSize }) => databasePoolSize,
  DATABASE_BATCH_LIMIT: ({ databaseBatchLimit }) => databaseBatchLimit,
  DATABASE_PREPARED_STATEMENTS: ({ usesPreparedStatements }) => usesPreparedStatements,
  DATA_DIR: ({ dataDirectory }) => dataDirectory,
  SECRET_KEY: ({ secretKeys }) => secretKeys[0],
  SECRET_KEY_FALLBACKS: ({ secretKeys }) => (secretKeys.length > 1 ? secretKeys.slice(1) : null),
  PUBLIC_URL: ({ publicUrl }) => publicUrl,
  JWT_ALGORITHM: ({ jwtAlgorithm }) => jwtAlgorithm,
  JWT_AUDIENCE: ({ jwtAudience }) => jwtAudience ?? 'none',
  LEGACY_HS256_SECRET_KEY: ({ legacySecretKey }) => legacySecretKey,
  ALLOWED_HOSTS: ({ allowedHosts }) => [...new Set(allowedHosts)],
  TRUSTED_PROXIES: ({ trustedProxies }) =>
    trustedProxies.map(({ address, prefixLength }) => `${address}/${prefixLength}`),
  CORS_ALLOWED_ORIGINS: ({ corsAllowedOrigins }) => corsAllowedOrigins,
  LOG_LEVEL: ({ logLevel }) => logLevel,
  LOG_FORMAT: ({ logFormat }) => logFormat,
  WORKERS: ({ workers }) => workers,
  METRICS_PORT: ({ metricsPort }) => metricsPort,
  OTEL_EXPORTER_OTLP_ENDPOINT: ({ tracing }) => tracing?.url,
  OTEL_EXPORTER_OTLP_HEADERS: ({ tracing }) => tracing && Object.keys(tracing.headers),
  OTEL_SERVICE_NAME: ({ tracing }) => tracing?.serviceName,
  OTEL_TRACES_SAMPLER_ARG: ({ tracing }) => tracing?.share,
  SMTP_URL: ({ smtp }) => smtp && `${smtp.host}:${smtp.port}`,
  MAIL_FROM: ({ mailFrom }) => mailFrom,
  SHUTDOWN_TIMEOUT: ({ shutdownTimeoutSeconds }) => shutdownTimeoutSeconds,
  ENVIRONMENT_LABEL: ({ environmentLabel }) => environmentLabel,
  GIT_COMMIT: ({ commit }) => commitOf(commit),
  SUPERUSER_EMAIL: ({ superuser }) => superuser?.email,
  SUPERUSER_PASSWORD: ({ superuser }) => superuser?.password,
}

/** Where the database is, without the credentials that its address carries. */
function describeDatabase({ database }: Config): string {
  return database.dialect === 'sqlite'
    ? `sqlite:${database.file}`
    : describeAddress(database.address)
}
