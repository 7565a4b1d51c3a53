import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import pg from 'pg'
import { explainConnectError } from './connect-errors.ts'
import type { PostgresAddress, PostgresHost } from './postgres-url.ts'
import { configuredDatabase, UnusableDatabaseError } from './unusable-database.ts'

const queryTimeoutMilliseconds = 10_000

// int8 comes as text because it may exceed 2^53; ours are ids, counts and milliseconds, which do not.
const parsers = new pg.TypeOverrides()
parsers.setTypeParser(pg.types.builtins.INT8, Number)
parsers.setTypeParser(pg.types.builtins.NUMERIC, Number)

export interface ClientOptions {
  /** Statements with which a session begins. */
  readonly sessionSettings: string
  /** Whether a statement may take as long as it likes. */
  readonly isPatient?: boolean
  readonly onConnectionError: (error: Error) => void
  /** Which database, for people. */
  readonly subject?: string
}

/** One way to connect: a host, encrypted or not. */
interface Target {
  readonly host: PostgresHost
  readonly isEncrypted: boolean
}

export type ClientClass = new () => pg.Client

/**
 * Clients for this address, each of which connects to the host that worked last. When one fails, the next client
 * tries the next host. Connecting takes no longer than the time limit, leaves no socket behind when it fails, and
 * ends with an error that says what to do.
 */
export function clientsFor(address: PostgresAddress, options: ClientOptions) {
  const { subject = configuredDatabase } = options
  const targets = targetsOf(address)
  const tls = tlsOptions(address)
  let current = 0

  /** Clients that fail at the same time move on once. */
  function moveOn(failed: Target, error: unknown): void {
    if (targets[current] !== failed) return
    current = (current + 1) % targets.length
    // Without encryption only where encryption is what failed.
    const next = targets[current]
    const isDowngrade = failed.isEncrypted && next?.host === failed.host
    if (isDowngrade && !isAboutEncryption(error)) current = (current + 1) % targets.length
  }

  class Client extends pg.Client {
    readonly #target: Target
    #isOpen = false

    constructor() {
      const target = targets[current] as Target
      super({ ...clientConfig(address, target, options), ssl: target.isEncrypted && tls })
      this.#target = target
      // Also while nobody else listens: without a listener, losing the connection would end the process.
      this.on('error', (error) => {
        if (this.#isOpen) options.onConnectionError(error)
      })
    }

    override connect(): Promise<this>
    override connect(callback: (error: Error | null, client?: this) => void): void
    override connect(callback?: (error: Error | null, client?: this) => void) {
      const connecting = this.#connect()
      if (!callback) return connecting
      return void connecting.then((client) => callback(null, client), callback)
    }

    async #connect(): Promise<this> {
      try {
        await super.connect()
        await this.#beginSession()
        this.#isOpen = true
        return this
      } catch (error) {
        // The driver would leave it open, and the process would wait for it.
        this.connection.stream.destroy()
        const { host } = this.#target
        const explained = explainConnectError(error, { host, address, subject })
        moveOn(this.#target, error)
        throw explained
      }
    }

    /** Settles everything about a session in one round trip. */
    async #beginSession(): Promise<void> {
      const results: unknown = await this.query(options.sessionSettings + selectSession)
      const { rows } = (Array.isArray(results) ? results.at(-1) : results) as pg.QueryResult
      const { encoding, isReadOnly } = rows[0]
      if (encoding !== 'UTF8') throw notUtf8(address, encoding)
      if (address.mustBeWritable && isReadOnly) throw notWritable(this.#target.host.host)
    }
  }

  /** Tries one host after another. */
  async function withEveryHost<Connected>(connect: () => Promise<Connected>): Promise<Connected> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await connect()
      } catch (error) {
        if (!(error instanceof UnusableDatabaseError) || attempt >= targets.length) throw error
      }
    }
  }

  return {
    Client: Client as ClientClass,
    withEveryHost,
    /** Opens a connection outside a pool. */
    openClient: () => withEveryHost(() => new Client().connect()) as Promise<pg.Client>,
  }
}

export type Clients = ReturnType<typeof clientsFor>

const selectSession = `select current_setting('server_encoding') as encoding,
  current_setting('transaction_read_only') = 'on' as "isReadOnly"`

function targetsOf({ hosts, sslMode }: PostgresAddress): Target[] {
  return hosts.flatMap((host) => {
    const encrypted = { host, isEncrypted: true }
    const plain = { host, isEncrypted: false }
    if (sslMode === 'disable' || host.host.startsWith('/')) return [plain]
    if (sslMode === 'allow') return [plain, encrypted]
    return sslMode === 'prefer' ? [encrypted, plain] : [encrypted]
  })
}

/** The server does not offer it, or has no line in pg_hba.conf for it. */
function isAboutEncryption(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string }
  return code === '28000' || message === 'The server does not support SSL connections'
}

function clientConfig(
  address: PostgresAddress,
  { host, isEncrypted }: Target,
  { isPatient = false }: ClientOptions,
): pg.ClientConfig {
  return {
    host: host.host,
    port: host.port,
    user: address.user,
    password: address.password ?? process.env['PGPASSWORD'] ?? askForPassword,
    database: address.database,
    sslnegotiation: isEncrypted && address.isDirectSsl ? 'direct' : 'postgres',
    enableChannelBinding: address.isChannelBound,
    options: address.options,
    application_name: address.applicationName,
    types: parsers,
    connectionTimeoutMillis: address.connectTimeoutSeconds * 1_000,
    query_timeout: isPatient ? undefined : queryTimeoutMilliseconds,
    keepAlive: true,
  }
}

/** With libpq's meaning of the modes. */
function tlsOptions({ sslMode, sslRootCert, sslCert, sslKey }: PostgresAddress): ConnectionOptions {
  const isVerified = sslMode.startsWith('verify') || (sslMode === 'require' && sslRootCert)
  return {
    rejectUnauthorized: Boolean(isVerified),
    ...(sslMode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    ...(sslRootCert ? { ca: readPem('sslrootcert', sslRootCert) } : {}),
    ...(sslCert ? { cert: readPem('sslcert', sslCert) } : {}),
    ...(sslKey ? { key: readPem('sslkey', sslKey) } : {}),
  }
}

function readPem(parameter: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const problem = {
      code: 'certificate_unreadable',
      reason: `the file of ${parameter} cannot be read (${(cause as NodeJS.ErrnoException).code}).`,
      cure: `Correct ${parameter} in the URL, or let this user read the file.`,
      isMisconfigured: true,
    }
    throw new UnusableDatabaseError(problem, { cause })
  }
}

/** Called when the server wants a password and there is none. */
function askForPassword(): never {
  throw new UnusableDatabaseError({
    code: 'password_missing',
    reason: 'PostgreSQL asks for a password, and there is none.',
    cure: 'Write it into the URL, as in postgres://user:password@host:port/name.',
  })
}

function notUtf8({ database }: PostgresAddress, encoding: unknown): UnusableDatabaseError {
  return new UnusableDatabaseError({
    code: 'database_not_utf8',
    reason: `its encoding is ${encoding}, which cannot store every name and address.`,
    cure: `Create it anew: create database "${database}" encoding 'UTF8' template template0`,
  })
}

function notWritable(host: string): UnusableDatabaseError {
  return new UnusableDatabaseError({
    code: 'database_read_only',
    reason: `none of its servers can be written to; ${host} is a standby.`,
    cure: 'Promote one of them, or correct the hosts.',
  })
}
