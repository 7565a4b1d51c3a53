import { expect, test } from 'vitest'
import { inviteUser } from '../../src/features/invitations/invite-user.ts'
import { openMailbox } from '../support/mailbox.ts'
import { addUser, operator, password } from '../support/people.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { type Answer, startTestServer, type TestServer } from '../support/test-server.ts'

const newPassword = 'staple battery horse'
const day = 86_400_000
const host = { host: 'auth.example.com' }

/** What takes a link, a code or a token, each with the string in every place where a secret goes. */
const endpoints: Readonly<Record<string, readonly ((found: string) => object)[]>> = {
  '/api/password/reset/check/': [
    (found) => ({ token: found }),
    (found) => ({ ticket: found, code: found }),
  ],
  '/api/password/reset/confirm/': [
    (found) => ({ token: found, password: newPassword }),
    (found) => ({ ticket: found, code: found, password: newPassword }),
  ],
  '/api/register/confirm/': [
    (found) => ({ token: found, password: newPassword }),
    (found) => ({ ticket: found, code: found }),
  ],
  '/api/email/confirm/': [
    (found) => ({ token: found, password }),
    (found) => ({ ticket: found, code: found }),
  ],
  '/api/login/email/confirm/': [(found) => ({ ticket: found, code: found })],
  '/api/email/undo/': [(found) => ({ token: found, password: newPassword })],
  '/api/me/restore/': [(found) => ({ token: found, password })],
  '/api/invitations/accept/': [(found) => ({ token: found, password: newPassword })],
  '/api/refresh/': [(found) => ({ refresh_token: found })],
}

test.each(databases)(
  'no string of the database, of the queue and of a production log opens anything on %s',
  async (database) => {
    const mailbox = await openMailbox()
    const server = await startTestServer({
      database,
      env: {
        NODE_ENV: 'production',
        PUBLIC_URL: 'https://auth.example.com',
        ...mailbox.environment,
      },
    })
    await fill(server)
    await expect.poll(() => mailbox.received.length).toBeGreaterThanOrEqual(7)
    const secrets = mailbox.received.flatMap(({ code, link }) => [
      code?.replace(' ', ''),
      link?.slice(link.indexOf('#') + 1),
    ])
    const strings = await stringsOf(server)

    expect(strings.size).toBeGreaterThan(200)
    for (const secret of secrets) if (secret) expect(strings).not.toContain(secret)
    expect(await openedBy(server, strings)).toEqual([])
    await server.close()
    await mailbox.close()
  },
  3_600_000,
)

/** One of every kind, and everything that people do besides. */
async function fill(server: TestServer): Promise<void> {
  const post = (path: string, body: object, headers = {}): Promise<Answer> =>
    server.post(path, body, { ...host, ...headers })
  await setSetting(server, 'EMAIL_LOGIN', 'code')
  const users = [await addUser(server), await addUser(server), await addUser(server)]
  await server.context.db.updateTable('users').set({ email_verified_at: 1 }).execute()
  server.clock.advance(2 * day)
  const [forgetful, moving, leaving] = users
  if (!forgetful || !moving || !leaving) throw new Error('no users')
  await setSetting(server, 'EMAIL_VERIFICATION', 'required')
  await inviteUser(server.context, { email: 'guest@example.org' }, operator)
  await post('/api/password/reset/', { email: forgetful.email })
  await post('/api/register/', { email: 'new@example.org', password })
  server.clock.advance(120_000)
  await post('/api/login/email/', { email: forgetful.email })
  const bearer = async (user: typeof moving) => {
    const { body } = await post('/api/login/', { email: user.email, password })
    return { authorization: `Bearer ${body.access_token}` }
  }
  await post('/api/email/confirm/send/', {}, await bearer(moving))
  await post('/api/me/email/', { email: 'moved@example.org' }, await bearer(moving))
  await post('/api/me/delete/', {}, await bearer(leaving))
}

async function stringsOf({ context, logLines }: TestServer): Promise<ReadonlySet<string>> {
  const written = [...logLines]
  for (const { name } of await context.db.introspection.getTables()) {
    const query = context.db.selectFrom(name as 'users').selectAll()
    written.push(JSON.stringify(await query.execute()))
  }
  return new Set(written.join('\n').match(/[\w.-]{8,200}/g))
}

/** What succeeded with which string. */
async function openedBy(server: TestServer, strings: ReadonlySet<string>): Promise<string[]> {
  const opened: string[] = []
  for (const found of strings) {
    const bodies = Object.entries(endpoints).flatMap(([path, shapes]) =>
      shapes.map((shape) => [path, shape(found)] as const),
    )
    const answers = await Promise.all([
      server.get('/api/me/', { ...host, authorization: `Bearer ${found}` }),
      ...bodies.map(([path, body]) => server.post(path, body, host)),
    ])
    for (const { status } of answers) if (status < 300) opened.push(found)
  }
  return opened
}
