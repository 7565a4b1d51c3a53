import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExitName } from '../../src/cli/exit-codes.ts'
import { exitOfError, type Failure } from '../../src/cli/exit-of-error.ts'
import { ConfigError } from '../../src/config/read-config.ts'
import { databaseLocation, Issue } from '../../src/config/value-parsers.ts'
import { type Connection, connect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { environmentOn, runnerOn } from '../support/latchkey.ts'
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts'
import { runOnPostgres } from '../support/postgres.ts'
import { databases } from '../support/test-database.ts'

// PostgreSQL takes the first line that fits.
const clientAuthentication = `
local all all trust
host all with_password 127.0.0.1/32 scram-sha-256
hostssl all encrypted 127.0.0.1/32 trust
host all encrypted 127.0.0.1/32 reject
host all all 127.0.0.1/32 trust
`

interface Case {
  readonly name: string
  /** `$port` and `$folder` are those of the server. */
  readonly url: string
  readonly exit: ExitName
  readonly says: readonly string[]
}

const cases: readonly Case[] = [
  {
    name: 'no password where one is asked for',
    url: 'postgres://with_password@127.0.0.1:$port/empty',
    exit: 'database',
    says: ['asks for a password, and there is none', 'DATABASE_URL'],
  },
  {
    name: 'a wrong password',
    url: 'postgres://with_password:canary@127.0.0.1:$port/empty',
    exit: 'database',
    says: ['refuses the password', '%40'],
  },
  {
    name: 'an unknown role',
    url: 'postgres://nobody_known@127.0.0.1:$port/empty',
    exit: 'database',
    says: ['Does the role nobody_known exist'],
  },
  {
    name: 'an unknown database',
    url: 'postgres://postgres@127.0.0.1:$port/no_such',
    exit: 'database',
    says: ['there is no database no_such', 'create database no_such owner postgres'],
  },
  {
    name: 'no encryption where it is asked for',
    url: 'postgres://encrypted@127.0.0.1:$port/empty',
    exit: 'database',
    says: ['refuses this client', 'sslmode=require'],
  },
  {
    name: 'a certificate that signed itself',
    url: 'postgres://encrypted@localhost:$port/empty?sslmode=verify-full',
    exit: 'database',
    says: ['signed by nobody who is known', 'sslrootcert=', 'sslmode=require'],
  },
  {
    name: 'a certificate for another name',
    url: 'postgres://encrypted@127.0.0.1:$port/empty?sslmode=verify-full&sslrootcert=$folder/server.crt',
    exit: 'database',
    says: ['is not for 127.0.0.1', 'verify-ca'],
  },
  {
    name: 'a file of certificates that is not there',
    url: 'postgres://encrypted@localhost:$port/empty?sslmode=verify-full&sslrootcert=/no/such/file',
    exit: 'configuration',
    says: ['file of sslrootcert cannot be read (ENOENT)'],
  },
  {
    name: 'a server without encryption',
    url: 'postgres://postgres@127.0.0.1:$plainPort/postgres?sslmode=require',
    exit: 'database',
    says: ['does not offer encryption', 'sslmode=disable'],
  },
  {
    name: 'an encoding that cannot store every name',
    url: 'postgres://postgres@127.0.0.1:$port/latin',
    exit: 'database',
    says: ['its encoding is LATIN1', "encoding 'UTF8' template template0"],
  },
  {
    name: 'a role that may not create tables',
    url: 'postgres://powerless@127.0.0.1:$port/empty',
    exit: 'database',
    says: ['may not create tables', 'grant usage, create on schema public to powerless'],
  },
  {
    name: 'a port where nobody listens',
    url: 'postgres://postgres@127.0.0.1:1/empty',
    exit: 'database',
    says: ['nobody listens at 127.0.0.1:1'],
  },
  {
    name: 'a host that does not exist',
    url: 'postgres://postgres@no-such-host.invalid/empty',
    exit: 'database',
    says: ['no host is known by the name of no-such-host.invalid'],
  },
  {
    name: 'a socket that is not there',
    url: 'postgres:///empty?host=/no/such/folder',
    exit: 'database',
    says: ['nobody listens at %2Fno%2Fsuch%2Ffolder:5432', 'unix_socket_directories'],
  },
  {
    name: 'a schema that is not there',
    url: 'postgres://postgres@127.0.0.1:$port/empty?options=-c%20search_path%3Dno_such',
    exit: 'database',
    says: ['none of the schemas in search_path exists'],
  },
  {
    name: 'no name of a database',
    url: 'postgres://postgres@127.0.0.1:$port',
    exit: 'configuration',
    says: ['the name of the database at its end'],
  },
  {
    name: 'a parameter of another program',
    url: 'postgres://postgres@127.0.0.1:$port/empty?schema=auth',
    exit: 'configuration',
    says: ['options=-c%20search_path%3Dname instead of schema=name'],
  },
]

describe.runIf(databases.includes('postgres'))('what keeps a command from its database', () => {
  let postgres: OwnPostgres | undefined
  let plain: OwnPostgres | undefined

  beforeAll(async () => {
    ;[postgres, plain] = await Promise.all([startOwnPostgres(), startOwnPostgres()])
    if (!postgres) return
    const { folder, url } = postgres
    writeCertificate(folder)
    writeFileSync(join(folder, 'pg_hba.conf'), clientAuthentication)
    await runOnPostgres(
      url,
      `create role with_password superuser login password 'right'`,
      'create role encrypted superuser login',
      'create role powerless login',
      `create database empty encoding 'UTF8' template template0`,
      `create database latin encoding 'LATIN1' locale 'C' template template0`,
      'alter system set ssl = on',
      'select pg_reload_conf()',
    )
  })
  afterAll(async () => {
    await postgres?.stop()
    await plain?.stop()
  })

  const urlOf = (template: string) =>
    template
      .replace('$port', String(postgres?.port))
      .replace('$plainPort', String(plain?.port))
      .replace('$folder', postgres?.folder ?? '')

  test.each(cases)('$name', async ({ url, exit, says }) => {
    const failure = await failureOf(urlOf(url))

    expect(failure).toMatchObject({ exit })
    for (const text of says) expect(failure?.message).toContain(text)
    expect(failure?.message).toContain('DATABASE_URL')
    expect(failure?.message).not.toContain('canary')
  })

  test.each([
    'postgres://encrypted@127.0.0.1:$port/postgres?sslmode=require',
    'postgres://encrypted@127.0.0.1:$port/postgres?sslmode=prefer',
    'postgres://encrypted@127.0.0.1:$port/postgres?sslmode=allow',
    'postgres://encrypted@127.0.0.1:$port/postgres?sslmode=verify-ca&sslrootcert=$folder/server.crt',
    'postgres://encrypted@localhost:$port/postgres?sslmode=verify-full&sslrootcert=$folder/server.crt',
    'postgres://postgres@127.0.0.1:$plainPort/postgres?sslmode=prefer',
    'postgres://with_password:right@127.0.0.1:$port/postgres?sslmode=require&channel_binding=require',
    'postgres:///postgres?host=$folder&port=$port&user=postgres',
    'postgres://postgres@/postgres?host=$folder&port=$port',
    'postgres://127.0.0.1:1,127.0.0.1:$port/postgres?user=postgres&target_session_attrs=read-write',
  ])('connects with %s', async (url) => {
    expect(await failureOf(urlOf(url))).toBeUndefined()
  })

  test.each(['users list', 'runserver', 'migrate', 'doctor', 'check'])(
    'ends %s in time and in one line, whatever stage of connecting failed',
    async (command) => {
      for (const stage of [
        'no password where one is asked for',
        'a certificate that signed itself',
      ]) {
        const { url } = cases.find(({ name }) => name === stage) ?? { url: '' }
        const latchkey = runnerOn(environmentOn(urlOf(url)))
        const { exit, stdout, stderr } = await latchkey(command)

        expect([1, 4]).toContain(exit)
        expect(stdout + stderr).toContain('The database of DATABASE_URL cannot be used')
        expect(stderr).toMatch(/^[^\n]*\n$/)
      }
    },
  )
})

/** What a command would say that migrates; undefined when it would succeed. */
async function failureOf(url: string): Promise<Failure | undefined> {
  const location = databaseLocation(url)
  if (location instanceof Issue) {
    const { expectation } = location
    return exitOfError(new ConfigError([{ variable: 'DATABASE_URL', expectation }]))
  }
  let connection: Connection | undefined
  try {
    connection = connect(location, { poolSize: 1, onConnectionError: () => {} })
    await migrate(connection)
    return undefined
  } catch (error) {
    return exitOfError(error)
  } finally {
    await connection?.close()
  }
}

/** For `localhost` alone, signed by itself. */
function writeCertificate(folder: string): void {
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')]
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost'.split(' ')
  const names = ['-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  })
  const { uid, gid } = statSync(folder)
  chownSync(key, uid, gid)
  chmodSync(key, 0o600)
  chmodSync(certificate, 0o644)
}
