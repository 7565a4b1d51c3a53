import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseLocation, Issue } from '../../src/config/value-parsers.ts'
import { connect } from '../../src/database/connect.ts'
import { migrate } from '../../src/database/migrate.ts'
import { blocksOf, pages } from '../docs/pages.ts'
import { asBearer } from '../support/admin-api.ts'
import { addSuperuser, password } from '../support/people.ts'
import { databaseUrl, queryPostgres, runOnPostgres } from '../support/postgres.ts'
import { createSession, logOut, refresh } from '../support/sessions.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const guide = pages.find(({ path }) => path === 'docs/guides/postgresql-roles.md')
const name = `latchkey_roles_${process.pid}`
const [roles = '', rights = '', check = ''] = (guide ? blocksOf(guide) : [])
  .filter(({ language }) => language === 'sql')
  .map(({ text }) => text.replaceAll('latchkey', name))

describe.runIf(databases.includes('postgres'))(
  'a server with no right but those of the guide',
  () => {
    const administrator = process.env['LATCHKEY_TEST_POSTGRES'] ?? ''
    const urlFor = (role: string) => {
      const url = new URL(databaseUrl(administrator, name))
      url.username = role
      url.password = role === name ? 'change this too' : 'change this'
      return url.href
    }
    let server: TestServer

    beforeAll(async () => {
      await runOnPostgres(administrator, ...statementsOf(roles))
      await runOnPostgres(databaseUrl(administrator, name), ...statementsOf(rights))
      const location = databaseLocation(urlFor(`${name}_owner`))
      if (location instanceof Issue) throw new Error(location.expectation)
      const connection = connect(location, { poolSize: 1, onConnectionError: () => {} })
      await migrate(connection)
      await connection.close()
      server = await startTestServer({ database: 'postgres', env: { DATABASE_URL: urlFor(name) } })
    })
    afterAll(async () => {
      await server?.close()
      await runOnPostgres(
        administrator,
        `drop database ${name} with (force)`,
        `drop role ${name}, ${name}_owner`,
      )
    })

    test('serves people and administrators', async () => {
      const registered = await server.post('/api/register/', { email: 'a@example.com', password })
      const { refreshToken } = await createSession(server)
      const refreshed = await refresh(server, refreshToken)
      const loggedOut = await logOut(server, refreshed.body.refresh_token)
      const send = await asBearer(server, await addSuperuser(server))
      const statuses = [
        await send('PATCH', 'settings/ACCESS_TOKEN_LIFETIME/', { value: 60 }),
        await send('POST', 'groups/', { name: 'Support', permissions: [] }),
        await send('GET', 'health/'),
        await send('GET', 'audit/?limit=1'),
      ].map(({ status }) => status)

      expect([registered.status, refreshed.status, loggedOut.status]).toEqual([201, 200, 200])
      expect(statuses).toEqual([200, 201, 200, 200])
    })

    test.each([
      'create table auth.more (id int)',
      'create table public.more (id int)',
      'drop table users',
      'truncate users',
      'alter table users add column more int',
      'create schema more',
    ])('may not %s', async (statement) => {
      await expect(runOnPostgres(urlFor(name), statement)).rejects.toMatchObject({
        code: expect.stringMatching(/^(42501|0LP01)$/),
      })
    })

    test('is what the check of the guide says', async () => {
      const may = await queryPostgres(databaseUrl(administrator, name), check)

      expect(may).toEqual([false])
    })
  },
)

const statementsOf = (block: string): string[] =>
  block
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
