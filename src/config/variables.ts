import { asymmetricAlgorithms } from '../crypto/signing-algorithms.ts'
import {
  addressRange,
  allowedHost,
  anyText,
  collectorAddress,
  databaseLocation,
  durationSeconds,
  emailAddress,
  exactly,
  headerList,
  Issue,
  integer,
  list,
  listenHost,
  oneLine,
  oneOf,
  origin,
  type Parse,
  publicAddress,
  share,
  smtpServer,
  yesOrNo,
} from './value-parsers.ts'

/** One thing that the operator may fix at start. The reference manual and `.env.example` are made from these. */
export interface Variable<Value> {
  readonly description: string
  readonly parse: Parse<Value>
  /** Shown in the manual; what holds when the variable is absent. */
  readonly defaultText: string
  /** A secret may also be given as a file, in the variable of this name with `_FILE` at its end. */
  readonly isSecret?: boolean
  /** Names of older systems that mean the same. */
  readonly aliases?: readonly string[]
}

// A comma would split it once it is among the fallbacks.
const secretKey: Parse<string> = (text) =>
  text.includes(',') ? new Issue('a value without commas') : oneLine(text)

function variable<Value>(definition: Variable<Value>): Variable<Value> {
  return definition
}

/** Every variable the server reads, besides the pinned settings (features/settings/definitions.ts). */
export const variables = {
  NODE_ENV: variable({
    description:
      '`development`, `test` (the same) or `production`, which rejects weak configuration.',
    parse: exactly('development', 'test', 'production'),
    defaultText: 'development',
  }),
  HOST: variable({
    description: 'Address to listen on.',
    parse: listenHost,
    defaultText: '127.0.0.1; in production 0.0.0.0',
  }),
  PORT: variable({
    description: 'Port to listen on; 0 takes a free one.',
    parse: integer(0, 65_535),
    defaultText: '8000',
  }),
  DATABASE_URL: variable({
    description:
      '`sqlite:path` or `postgres://user:password@host:port/name?sslmode=…`; several hosts, sockets and TLS: see the guide to PostgreSQL.',
    parse: databaseLocation,
    defaultText: 'sqlite:$DATA_DIR/latchkey.db',
    isSecret: true,
  }),
  DATABASE_POOL_SIZE: variable({
    description: 'The most PostgreSQL connections of one process.',
    parse: integer(1, 1_000),
    defaultText: '10',
  }),
  DATABASE_BATCH_LIMIT: variable({
    description:
      'The most refreshes that go to the database together when they come at once; 1 sends each alone.',
    parse: integer(1, 1_000),
    defaultText: '256',
  }),
  DATABASE_PREPARED_STATEMENTS: variable({
    description:
      'false behind a pooler such as PgBouncer in transaction mode: no named statements, no LISTEN, nothing that outlives a transaction.',
    parse: yesOrNo,
    defaultText: 'true',
  }),
  DATA_DIR: variable({
    description: 'Folder of the embedded database and of the secret generated in development.',
    parse: anyText,
    defaultText: './data',
  }),
  SECRET_KEY: variable({
    description:
      'The one secret that all keys are derived from: at least 32 characters, no comma. `latchkey secret` prints a new one.',
    parse: secretKey,
    defaultText: 'none in production; generated into DATA_DIR in development',
    isSecret: true,
  }),
  SECRET_KEY_FALLBACKS: variable({
    description:
      'Previous values of SECRET_KEY, separated by commas, still accepted while it is replaced.',
    parse: list(oneLine),
    defaultText: 'none',
    isSecret: true,
  }),
  PUBLIC_URL: variable({
    description:
      'Address under which clients reach the server, with a path if a proxy serves it below one; the issuer (`iss`) of its tokens.',
    parse: publicAddress,
    defaultText: 'http://localhost:$PORT',
  }),
  JWT_ALGORITHM: variable({
    description:
      'How access tokens are signed. HS256 uses SECRET_KEY itself, as the Django server did.',
    parse: oneOf(...asymmetricAlgorithms, 'HS256'),
    defaultText: 'ES256',
  }),
  JWT_AUDIENCE: variable({
    description:
      'Audience (`aud`) of the access tokens. `none`, with HS256 only, leaves it out for services that verify as with the Django server.',
    parse: oneLine,
    defaultText: 'latchkey',
  }),
  LEGACY_HS256_SECRET_KEY: variable({
    description:
      'SECRET_KEY of the Django server: `/api/me/` accepts its access tokens for a while after the start. For the move only.',
    parse: oneLine,
    defaultText: 'none',
    isSecret: true,
  }),
  ALLOWED_HOSTS: variable({
    description:
      'Host names that are served besides that of PUBLIC_URL; `.example.com` covers subdomains.',
    parse: list(allowedHost),
    defaultText: 'localhost, 127.0.0.1, [::1]',
  }),
  TRUSTED_PROXIES: variable({
    description: 'Addresses or ranges of proxies whose X-Forwarded-For is believed.',
    parse: list(addressRange),
    defaultText: 'none',
  }),
  CORS_ALLOWED_ORIGINS: variable({
    description: 'Origins of browser applications that may call the API, separated by commas.',
    parse: list(origin),
    defaultText: 'none',
  }),
  LOG_LEVEL: variable({
    description: 'The lowest level that is logged.',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    defaultText: 'info',
  }),
  LOG_FORMAT: variable({
    description: 'JSON lines, or lines for people.',
    parse: oneOf('json', 'pretty'),
    defaultText: 'pretty on a terminal, json otherwise',
  }),
  WORKERS: variable({
    description: 'Processes that serve requests on this machine.',
    parse: integer(1, 256),
    defaultText: '1',
  }),
  METRICS_PORT: variable({
    description:
      'Port of `/metrics` for Prometheus, on the address of HOST; not the port of the API.',
    parse: integer(1, 65_535),
    defaultText: 'none: nothing is measured',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable({
    description:
      'Address of an OpenTelemetry collector that takes OTLP over HTTP as JSON; traces go to `/v1/traces` there.',
    parse: collectorAddress,
    defaultText: 'none: nothing is traced',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: variable({
    description:
      'Headers for the collector, such as `authorization=Bearer%20…`, separated by commas.',
    parse: headerList,
    defaultText: 'none',
    isSecret: true,
  }),
  OTEL_SERVICE_NAME: variable({
    description: 'Name of this server in traces.',
    parse: oneLine,
    defaultText: 'latchkey',
  }),
  OTEL_TRACES_SAMPLER_ARG: variable({
    description:
      'Share of requests that are traced, from 0 to 1. For a request with `traceparent` its caller has decided.',
    parse: share,
    defaultText: '1',
  }),
  SMTP_URL: variable({
    description:
      'Mail server: `smtp://user:password@host:587`, or `smtps://` for TLS from the start. `?tls=never` does without TLS, which is otherwise required except on this machine.',
    parse: smtpServer,
    defaultText: 'none: no email is sent; in development the log shows it',
    isSecret: true,
  }),
  MAIL_FROM: variable({
    description: 'Address that emails come from. Required with SMTP_URL.',
    parse: emailAddress,
    defaultText: 'none',
  }),
  SHUTDOWN_TIMEOUT: variable({
    description: 'How long accepted requests may take to finish after SIGTERM.',
    parse: durationSeconds,
    defaultText: '10s',
  }),
  ENVIRONMENT_LABEL: variable({
    description: 'Shown at the top of the console, such as `staging`.',
    parse: anyText,
    defaultText: 'none',
  }),
  GIT_COMMIT: variable({
    description: 'The commit this program was built from, shown on the health page.',
    parse: anyText,
    defaultText: 'that of the checkout, if it is one',
    aliases: ['HEROKU_SLUG_COMMIT'],
  }),
  SUPERUSER_EMAIL: variable({
    description: 'Creates this superuser at start if missing; never changes an existing user.',
    parse: oneLine,
    defaultText: 'none',
    aliases: ['DJANGO_SUPERUSER_EMAIL'],
  }),
  SUPERUSER_PASSWORD: variable({
    description: 'Password of that superuser.',
    parse: oneLine,
    defaultText: 'none',
    isSecret: true,
    aliases: ['DJANGO_SUPERUSER_PASSWORD'],
  }),
} as const

export type VariableName = keyof typeof variables

/** What `variables[Name].parse` gives, without the issues. */
export type VariableValue<Name extends VariableName> =
  (typeof variables)[Name] extends Variable<infer Value> ? Value : never

export type VariableValues = { readonly [Name in VariableName]?: VariableValue<Name> }
