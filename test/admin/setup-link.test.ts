import { describe, expect, test } from 'vitest'
import { createSetupLink } from '../../src/features/admin/setup-link.ts'
import { ensureSuperuser } from '../../src/features/users/make-superuser.ts'
import { postForm } from '../support/admin-api.ts'
import { addSuperuser, operator, password } from '../support/people.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const minute = 60_000

async function linkToken(server: TestServer): Promise<string> {
  const link = await createSetupLink(server.context, operator)
  return link?.path.split('#')[1] ?? ''
}

const open = (server: TestServer, token: string, email = 'root@example.com') =>
  postForm(server, '/admin/setup/', { token, email, password })

describe.each(databases)('the setup link on %s', (database) => {
  test('makes the first administrator, who is logged in to the console', async () => {
    const server = await startTestServer({ database })
    const token = await linkToken(server)
    const login = await server.get('/admin/login/')
    const answer = await open(server, token)
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const me = await server.get('/api/admin/me/', { cookie })
    const again = await open(server, token, 'second@example.com')
    const newLink = await createSetupLink(server.context, operator)
    await server.close()

    expect(token).toMatch(/^[\w-]{43}$/)
    expect(login.body).toContain('latchkey setup-link')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/'])
    expect(me.body).toMatchObject({ email: 'root@example.com', is_superuser: true })
    expect(again.status).toBe(403)
    expect(newLink).toBeUndefined()
  })

  test('says at the fields what is wrong, and stays good', async () => {
    const server = await startTestServer({ database })
    const token = await linkToken(server)
    const bad = await postForm(server, '/admin/setup/', {
      token,
      email: 'nonsense',
      password: 'abc',
    })
    const good = await open(server, token)
    await server.close()

    expect(bad.status).toBe(400)
    expect(bad.body).toContain('Enter a valid email address.')
    expect(bad.body).toContain('This password is too short.')
    expect(bad.body).not.toContain('value="abc"')
    expect(good.status).toBe(303)
  })

  test('is dead after 30 minutes, when guessed, and as soon as there is a superuser', async () => {
    const server = await startTestServer({ database })
    const old = await linkToken(server)
    server.clock.advance(31 * minute)
    const tooOld = await open(server, old)
    const guessed = await open(server, 'A'.repeat(43))
    const empty = await open(server, '')
    const token = await linkToken(server)
    await addSuperuser(server)
    const late = await open(server, token)
    await server.close()

    expect([tooOld, guessed, empty, late].map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })

  test('of many who open links at once, on two nodes, one becomes administrator', async () => {
    const server = await startTestServer({ database })
    const other = await startTestServer({ database, besides: server })
    const tokens = [await linkToken(server), await linkToken(other)]
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        open(index % 2 ? server : other, tokens[index % 2] ?? '', `root${index}@example.com`),
      ),
    )
    const { length } = await server.context.db.selectFrom('users').select('id').execute()
    await other.close()
    await server.close()

    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(7).fill(403)])
    expect(length).toBe(1)
  })

  test('keeps its token out of the log and out of the database', async () => {
    const server = await startTestServer({ database })
    const token = await linkToken(server)
    await open(server, token)
    const rows = await server.context.db.selectFrom('audit_events').selectAll().execute()
    await server.close()

    expect(server.logLines.join('')).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('the superuser of the configuration is made once and never changed', async () => {
    const env = { SUPERUSER_EMAIL: 'root@example.com', SUPERUSER_PASSWORD: password }
    const server = await startTestServer({ database, env })
    const first = await ensureSuperuser(server.context, operator)
    await server.context.db.updateTable('users').set({ is_superuser: false }).execute()
    const second = await ensureSuperuser(server.context, operator)
    const { is_superuser: isSuperuser } = await server.context.db
      .selectFrom('users')
      .select('is_superuser')
      .executeTakeFirstOrThrow()
    await server.close()

    expect([first, second, isSuperuser]).toEqual(['created', 'exists', false])
  })
})
