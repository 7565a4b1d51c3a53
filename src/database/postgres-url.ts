/** What libpq calls `sslmode`. */
export const sslModes = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] as const
export type SslMode = (typeof sslModes)[number]

export interface PostgresHost {
  /** A name, an IP address, or the folder of a Unix socket. */
  readonly host: string
  readonly port: number
}

/** Where a PostgreSQL is and how to connect to it, as a URL says it. */
export interface PostgresAddress {
  /** Tried in this order. */
  readonly hosts: readonly PostgresHost[]
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string
  readonly sslMode: SslMode
  /** Paths of files in PEM. */
  readonly sslRootCert: string | undefined
  readonly sslCert: string | undefined
  readonly sslKey: string | undefined
  readonly isDirectSsl: boolean
  /** Whether the password is proven to this server alone, where it can be. */
  readonly isChannelBound: boolean
  /** For each host. */
  readonly connectTimeoutSeconds: number
  /** Whether a server that takes no writes is passed over. */
  readonly mustBeWritable: boolean
  /** Command-line options of the session, such as `-c search_path=auth`. */
  readonly options: string | undefined
  readonly applicationName: string
}

/** What a URL of PostgreSQL should have been. Never repeats the URL. */
export class PostgresUrlError extends Error {
  override readonly name = 'PostgresUrlError'
}

/**
 * Reads a URL as libpq does: several hosts, hosts and credentials as parameters, folders of Unix sockets.
 *
 * @throws {PostgresUrlError} naming what was expected instead.
 */
export function parsePostgresUrl(text: string): PostgresAddress {
  const [, authority, path, query] = urlPattern.exec(text) ?? []
  if (authority === undefined) throw new PostgresUrlError(expectedUrl)

  const parameters = readParameters(query ?? '')
  // A password may contain an @ that nobody encoded.
  const at = authority.lastIndexOf('@')
  const [user, ...password] = authority.slice(0, Math.max(at, 0)).split(':')
  const hosts = readHosts(authority.slice(at + 1), parameters)
  const sslMode = readSslMode(parameters, hosts)

  return {
    hosts,
    user: parameters.get('user') || decode(user ?? '') || undefined,
    password: parameters.get('password') || decode(password.join(':')) || undefined,
    database: readDatabase(parameters.get('dbname') ?? decode(path ?? '')),
    sslMode,
    ...readSslFiles(parameters, sslMode),
    isDirectSsl: parameters.get('sslnegotiation') === 'direct',
    isChannelBound: /^(prefer|require)$/.test(parameters.get('channel_binding') ?? ''),
    connectTimeoutSeconds: readTimeout(parameters.get('connect_timeout'), hosts.length),
    mustBeWritable: readTarget(parameters.get('target_session_attrs')),
    options: parameters.get('options'),
    applicationName: parameters.get('application_name') ?? 'latchkey',
  }
}

const expectedUrl = 'sqlite:path/to/file.db or postgres://user:password@host:port/name'
const urlPattern = /^postgres(?:ql)?:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/

const defaultPort = 5_432

function readHosts(
  authority: string,
  parameters: ReadonlyMap<string, string>,
): readonly PostgresHost[] {
  const named = authority.split(',').map(splitHost)
  const hosts = parameters.get('host')?.split(',') ?? named.map(({ host }) => decode(host))
  const ports = parameters.get('port')?.split(',') ?? named.map(({ port }) => port)
  if (ports.length !== 1 && ports.length !== hosts.length) {
    throw new PostgresUrlError('one port for all hosts, or one for each')
  }
  return hosts.map((host, index) => ({
    host: host || 'localhost',
    port: readPort(ports.length === 1 ? ports[0] : ports[index]),
  }))
}

/** `host`, `host:port`, `[::1]:port`, and `%2Ffolder:port` for the folder of a Unix socket. */
function splitHost(text: string): { readonly host: string; readonly port: string } {
  const [, bracketed, plain = '', port = ''] = /^(?:\[(.*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? []
  return { host: bracketed ?? plain, port }
}

function readPort(text: string | undefined): number {
  if (!text) return defaultPort
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw new PostgresUrlError('a port from 1 to 65535')
  return port
}

function readDatabase(name: string): string {
  if (name) return name
  throw new PostgresUrlError(
    'the name of the database at its end, as in postgres://user:password@host:port/name',
  )
}

function readSslMode(
  parameters: ReadonlyMap<string, string>,
  hosts: readonly PostgresHost[],
): SslMode {
  const given = parameters.get('sslmode')
  if (given === undefined) return hosts.every(isOnThisMachine) ? 'disable' : 'prefer'
  // The name that node-postgres gave it.
  if (given === 'no-verify') return 'require'
  const mode = sslModes.find((each) => each === given)
  if (mode) return mode
  throw new PostgresUrlError(`an sslmode that is one of ${sslModes.join(', ')}`)
}

/** Nobody listens in between there, and encryption would only cost time. */
export function isOnThisMachine({ host }: PostgresHost): boolean {
  return /^(\/.*|localhost|127\..*|::1)$/.test(host)
}

function readSslFiles(parameters: ReadonlyMap<string, string>, sslMode: SslMode) {
  const sslRootCert = parameters.get('sslrootcert')
  if (sslMode === 'verify-ca' && (!sslRootCert || sslRootCert === 'system')) {
    // Anybody gets a certificate from a public authority, for a name of their own.
    throw new PostgresUrlError('sslrootcert=/path/to/ca.pem beside sslmode=verify-ca')
  }
  return {
    sslRootCert: sslRootCert === 'system' ? undefined : sslRootCert,
    sslCert: parameters.get('sslcert'),
    sslKey: parameters.get('sslkey'),
  }
}

function readTimeout(text: string | undefined, hostCount: number): number {
  if (text === undefined) return hostCount > 1 ? 2 : 5
  const seconds = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (seconds >= 1 && seconds <= 60) return seconds
  throw new PostgresUrlError('a connect_timeout from 1 to 60 seconds')
}

function readTarget(target: string | undefined): boolean {
  if (target === undefined || target === 'any') return false
  if (target === 'read-write' || target === 'primary') return true
  throw new PostgresUrlError('target_session_attrs=read-write, primary or any')
}

const parameterNames: ReadonlySet<string> = new Set([
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslnegotiation',
  'target_session_attrs',
  'options',
  'application_name',
  'connect_timeout',
  'channel_binding',
  // Without effect: never used, always UTF8, always on, always so.
  'gssencmode',
  'client_encoding',
  'keepalives',
  'uselibpqcompat',
])

/** What other programs read from such a URL, and what to write instead. */
const foreignParameters: Readonly<Record<string, string>> = {
  schema: 'options=-c%20search_path%3Dname instead of schema=name',
  pgbouncer: 'no pgbouncer=true; set DATABASE_PREPARED_STATEMENTS=false instead',
  ssl: 'sslmode=require or sslmode=verify-full instead of ssl=true',
  connection_limit: 'no connection_limit; set DATABASE_POOL_SIZE instead',
}

function readParameters(query: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const [name = '', ...value] = pair.split('=')
    if (foreignParameters[name]) throw new PostgresUrlError(foreignParameters[name])
    if (!parameterNames.has(name)) {
      throw new PostgresUrlError(`no parameters but ${[...parameterNames].join(', ')}`)
    }
    parameters.set(name, decode(value.join('=')))
  }
  return parameters
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new PostgresUrlError('a % only as part of an encoded character, such as %25 for % itself')
  }
}

/** The address for people, without credentials. */
export function describeAddress({ hosts, user, database, sslMode }: PostgresAddress): string {
  const places = hosts.map(describeHost).join(',')
  const credentials = user === undefined ? '' : `${encodeURIComponent(user)}@`
  return `postgres://${credentials}${places}/${encodeURIComponent(database)}?sslmode=${sslMode}`
}

export function describeHost({ host, port }: PostgresHost): string {
  if (host.startsWith('/')) return `${encodeURIComponent(host)}:${port}`
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
