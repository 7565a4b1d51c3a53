import { beforeAll, describe, expect, test } from 'vitest'
import { createSession, refreshed, type Session } from '../support/sessions.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const password = 'canary-password-5f0e2b'
const unknownToken = 'ca9a4e00-7c1b-4f59-8f5a-2f7c9f1f3a01'
const cookie = 'canary-cookie-91c3d7'

describe.each(databases)('on %s', (database) => {
  const server = withServer({ database, env: { LOG_LEVEL: 'trace' } })
  let session: Session
  const tokens: string[] = []

  beforeAll(async () => {
    session = await createSession(server)
    const second = await refreshed(server, session.refreshToken)
    const third = await refreshed(server, second)
    tokens.push(session.refreshToken, second, third)
    await sendEverywhere()
  })

  const paths = ['register', 'login', 'refresh', 'logout', 'me', 'admin/users', 'nothing']

  /** Secrets in every place where a client could put them, right or wrong. */
  async function sendEverywhere(): Promise<void> {
    const headers = {
      authorization: `Bearer ${session.accessToken}`,
      cookie: `sessionid=${cookie}`,
      'x-api-key': cookie,
      referer: `http://localhost/?token=${unknownToken}`,
    }
    const bodies = [
      { email: 'canary@example.com', password, refresh_token: unknownToken },
      `{"email": "canary@example.com", "password": "${password}`,
      JSON.stringify([password]),
      { email: { password }, password: [password], refresh_token: password },
    ]
    for (const path of paths) {
      const target = `/api/${path}/?password=${password}&refresh_token=${unknownToken}`
      for (const body of bodies) {
        await server.send('POST', target, { body, headers })
        await server.send('PUT', target, { body, headers })
      }
      await server.send('GET', target, { headers })
      await server.send('FOO', target, { headers }).catch(() => undefined)
    }
    // As a client that puts a token into the path.
    for (const token of [unknownToken, session.accessToken, ...tokens]) {
      for (const path of [`/api/refresh/${token}/`, `/${token}`, `/api/me/${token}/more/`]) {
        await server.get(path)
      }
    }
    await server.post('/api/login/', { email: 'canary@example.com', password: `${password}!` })
  }

  test('no password, token or cookie stands in a line of the log', () => {
    const log = server.logLines.join('')

    for (const secret of [password, unknownToken, cookie, password, session.accessToken]) {
      expect(log).not.toContain(secret)
    }
    for (const token of tokens) expect(log).not.toContain(token)
    expect(log).not.toMatch(/eyJ[\w-]{20,}\./)
  })

  test('no string in the database is a token, a part of one, or a password', async () => {
    const tables = await server.context.db.introspection.getTables()
    const stored: string[] = []
    for (const { name } of tables) {
      const rows = await server.context.db
        .selectFrom(name as 'users')
        .selectAll()
        .execute()
      stored.push(JSON.stringify(rows))
    }
    const dump = stored.join('\n')

    expect(dump).toContain('canary@example.com')
    for (const token of [...tokens, unknownToken]) {
      const digits = token.replaceAll('-', '')
      for (const secret of [token, digits, digits.slice(0, 16), digits.slice(16)]) {
        expect(dump).not.toContain(secret)
        expect(dump).not.toContain(Buffer.from(secret, 'hex').toString('base64url'))
      }
    }
    for (const secret of [password, password, cookie, session.accessToken]) {
      expect(dump).not.toContain(secret)
    }
    expect(dump).not.toContain('PRIVATE KEY')
    expect(dump).not.toMatch(/"d":/)
  })

  test('every answer forbids storing it and says what it is', async () => {
    for (const path of [
      '/api/me/',
      '/api/nothing',
      '/api/login/',
      '/nothing',
      '/api/admin/users/',
    ]) {
      const { headers } = await server.get(path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  test('stored hashes of a session are of no use as its token', async () => {
    const row = await server.context.db
      .selectFrom('sessions')
      .select(['selector_hash', 'verifier_hash'])
      .where('user_id', '=', session.id)
      .executeTakeFirstOrThrow()
    const hexadecimal = (hash: string) =>
      Buffer.from(hash, 'base64url').toString('hex').slice(0, 16)
    const made = hexadecimal(row.selector_hash) + hexadecimal(row.verifier_hash)

    const answer = await server.post('/api/refresh/', { refresh_token: made })

    expect(answer.status).toBe(400)
  })
})
