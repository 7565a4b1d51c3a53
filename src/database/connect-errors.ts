import { describeHost, type PostgresAddress, type PostgresHost } from './postgres-url.ts'
import { type DatabaseProblem, UnusableDatabaseError } from './unusable-database.ts'

/** Where a connection was attempted. */
export interface Attempt {
  readonly host: PostgresHost
  readonly address: PostgresAddress
  /** Which database, for people. */
  readonly subject: string
}

/** What kept a connection from being made, in words for the operator. */
export function explainConnectError(error: unknown, attempt: Attempt): UnusableDatabaseError {
  const explain = explanations[codeOf(error)] ?? explanations[messageOf(error)] ?? unknownProblem
  const problem =
    error instanceof UnusableDatabaseError
      ? error.problem
      : explain({ ...attempt, place: describeHost(attempt.host), text: messageOf(error) })
  return new UnusableDatabaseError(problem, { cause: error, subject: attempt.subject })
}

interface Facts extends Attempt {
  readonly place: string
  /** What the driver, the operating system or PostgreSQL said. */
  readonly text: string
}

type Explain = (facts: Facts) => DatabaseProblem

const noListener: Explain = ({ place, host }) => ({
  code: 'unavailable',
  reason: `nobody listens at ${place}.`,
  cure: host.host.startsWith('/')
    ? 'Is the server running, and is this the folder and port of its socket (unix_socket_directories)?'
    : 'Is the server running, and are host and port right?',
})

const unknownHost: Explain = ({ host }) => ({
  code: 'unavailable',
  reason: `no host is known by the name of ${host.host}.`,
  cure: 'Correct the host, or look at the name server.',
})

const noResponse: Explain = ({ place }) => ({
  code: 'unavailable',
  reason: `${place} does not respond.`,
  cure: 'Is the address right, and does a firewall lie in between?',
})

const refusedClient: Explain = ({ text, address }) => ({
  code: 'client_refused',
  reason: `PostgreSQL refuses this client (${text}).`,
  cure: /no encryption|SSL off/.test(text)
    ? 'Add sslmode=require to the URL, or a line for this client to pg_hba.conf.'
    : `Does the role ${roleOf(address)} exist, and does pg_hba.conf have a line for it?`,
})

const untrusted: Explain = ({ text }) => ({
  code: 'certificate_untrusted',
  reason: `the certificate of the server is signed by nobody who is known (${text}).`,
  cure: 'Name the authority with sslrootcert=/path/to/ca.pem in the URL, or write sslmode=require to encrypt without verifying.',
})

const unsupportedParameter: Explain = ({ text }) => ({
  code: 'connection_refused',
  reason: `the server refuses the connection (${text}).`,
  cure: 'A pooler may refuse options= in the URL: leave it out, or allow it there.',
})

const tooManyConnections: Explain = ({ text }) => ({
  code: 'too_many_connections',
  reason: `it has no connection left (${text}).`,
  cure: 'Lower DATABASE_POOL_SIZE, or raise max_connections of PostgreSQL.',
})

const unavailable: Explain = ({ text }) => ({
  code: 'unavailable',
  reason: `the server is starting, stopping or recovering (${text}).`,
  cure: 'Wait until it is up.',
})

const noTls: Explain = ({ place }) => ({
  code: 'no_encryption',
  reason: `${place} does not offer encryption.`,
  cure: 'Turn ssl on there, or write sslmode=disable in the URL where nobody listens in between.',
})

const brokenTls: Explain = ({ place, text }) => ({
  code: 'tls_failed',
  reason: `no encrypted connection to ${place} could be made (${text}).`,
  cure: 'Do host and port belong to a PostgreSQL, and do certificate, key and versions of TLS fit?',
})

const unknownProblem: Explain = ({ place, text }) => ({
  code: 'unavailable',
  reason: `${place} could not be connected to (${text}).`,
  cure: 'Is it a PostgreSQL, and is the address right?',
})

/** By the code of the error, or by its text where the driver gives no code. */
const explanations: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: noListener,
  ENOENT: noListener,
  EACCES: ({ place }) => ({
    code: 'socket_forbidden',
    reason: `this user may not use the socket at ${place}.`,
    cure: 'Give it access (unix_socket_permissions), or connect to 127.0.0.1.',
  }),
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ETIMEDOUT: noResponse,
  EHOSTUNREACH: noResponse,
  ENETUNREACH: noResponse,
  'timeout expired': noResponse,
  'Query read timeout': noResponse,
  'Connection terminated due to connection timeout': noResponse,
  '28000': refusedClient,
  '28P01': ({ address, text }) => ({
    code: 'password_wrong',
    reason: `PostgreSQL refuses the password (${text}).`,
    cure: `Correct the password of ${roleOf(address)} in the URL; characters such as @, / and % are written %40, %2F and %25.`,
  }),
  '3D000': ({ address }) => ({
    code: 'database_missing',
    reason: `there is no database ${address.database}.`,
    cure: `Create it: create database ${quote(address.database)} owner ${quote(roleOf(address))} encoding 'UTF8' template template0`,
  }),
  '42501': ({ address, text }) => ({
    code: 'permission_denied',
    reason: `${text}.`,
    cure: `Run: grant connect on database ${quote(address.database)} to ${quote(roleOf(address))}`,
  }),
  '53300': tooManyConnections,
  '57P03': unavailable,
  '57P01': unavailable,
  '08P01': unsupportedParameter,
  'The server does not support SSL connections': noTls,
  'There was an error establishing an SSL connection': brokenTls,
  EPROTO: brokenTls,
  ERR_SSL_WRONG_VERSION_NUMBER: brokenTls,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  CERT_HAS_EXPIRED: () => ({
    code: 'certificate_expired',
    reason: 'the certificate of the server has expired.',
    cure: 'Renew it there, or write sslmode=require in the URL to encrypt without verifying.',
  }),
  ERR_TLS_CERT_ALTNAME_INVALID: ({ host }) => ({
    code: 'certificate_of_another_host',
    reason: `the certificate of the server is not for ${host.host}.`,
    cure: 'Write the name that is in the certificate as the host of the URL, or sslmode=verify-ca with sslrootcert.',
  }),
}

/** Of a statement: the error itself, unless it is one that an operator must know how to mend. */
export function explainStatementError(error: unknown, address: PostgresAddress): unknown {
  const [, lack = '', kind = '', name = ''] =
    (codeOf(error) === '42501' && missingRight.exec(messageOf(error))) || []
  if (kind === '') return error
  const role = quote(roleOf(address))
  const statement = lack.startsWith('must')
    ? `alter ${kind} ${quote(name)} owner to ${role}`
    : (grants[kind]?.(quote(name), role) ?? `grant all on ${kind} ${quote(name)} to ${role}`)
  return new UnusableDatabaseError(
    {
      code: 'permission_denied',
      reason: `${messageOf(error)}.`,
      cure: `Run as an administrator of the database ${address.database}: ${statement}`,
    },
    { cause: error },
  )
}

const missingRight = /^(permission denied for|must be owner of) (\w+) (\S+)$/

const grants: Readonly<Record<string, (name: string, role: string) => string>> = {
  schema: (name, role) => `grant usage, create on schema ${name} to ${role}`,
  table: (name, role) => `grant select, insert, update, delete on table ${name} to ${role}`,
  sequence: (name, role) => `grant usage, select on sequence ${name} to ${role}`,
}

function roleOf({ user }: PostgresAddress): string {
  return user ?? process.env['PGUSER'] ?? process.env['USER'] ?? 'postgres'
}

function quote(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

function codeOf(error: unknown): string {
  const { code } = Object(error) as { code?: unknown }
  // Where a name has several addresses, Node reports the failures of all.
  const [first] = error instanceof AggregateError ? error.errors : []
  return typeof code === 'string' ? code : first ? codeOf(first) : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
