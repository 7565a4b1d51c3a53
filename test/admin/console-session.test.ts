import { beforeAll, describe, expect, test } from 'vitest'
import { asBearer, asConsole, cookieOf, postForm, type Send } from '../support/admin-api.ts'
import { addStaff, addSuperuser, addUser, password } from '../support/people.ts'
import { databases, startTestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const minute = 60_000

describe.each(databases)('the session of the console on %s', (database) => {
  const server = withServer({ database, env: { LOGIN_MAX_FAILURES: '0' } })

  beforeAll(async () => {
    await addSuperuser(server)
  })

  const me = (cookie: string) => server.get('/api/admin/me/', { cookie })

  test('the log-in page is small, works without scripts and loads nothing from elsewhere', async () => {
    const page = await server.get('/admin/login/?next=/admin/users/%3Fq=a')
    const style = await server.get('/admin/login/page.css')
    const script = await server.get('/admin/login/page.js')

    expect(page.status).toBe(200)
    expect(page.body).toContain('<form method="post" action="/admin/login/"')
    expect(page.body).toContain('autocomplete="username"')
    expect(page.body).toContain('autocomplete="current-password"')
    expect(page.body).toContain('value="/admin/users/?q=a"')
    expect(page.body).not.toMatch(/<style|style=|https?:|onclick/)
    expect((page.body + style.body + script.body).length).toBeLessThan(15_000)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  test('logging in sets a cookie for this server alone and goes on to where one wanted to be', async () => {
    const user = await addStaff(server)
    const answer = await postForm(server, '/admin/login/', {
      email: user.email.toUpperCase(),
      password,
      next: '/admin/users/?q=a',
    })

    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/admin/users/?q=a')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^latchkey_console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  test('unknown, wrong, deactivated and not staff are told the same', async () => {
    const plain = await addUser(server)
    const gone = await addUser(server, { isStaff: true, isActive: false })
    const staff = await addStaff(server)
    const attempts = [
      await postForm(server, '/admin/login/', { email: 'nobody@example.com', password }),
      await postForm(server, '/admin/login/', { email: staff.email, password: 'wrong' }),
      await postForm(server, '/admin/login/', { email: plain.email, password }),
      await postForm(server, '/admin/login/', { email: gone.email, password }),
    ]
    const texts = attempts.map(({ body }) => body.replace(/value="[^"]*@[^"]*"/, ''))

    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toContain('cannot use the console')
    expect(attempts.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    expect(attempts.some(({ headers }) => headers.has('set-cookie'))).toBe(false)
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/%0d%0aset-cookie:x=1',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/.//evil.example',
    'http:evil.example',
  ])('next=%s leads nowhere else', async (next) => {
    const user = await addStaff(server)
    const { headers } = await postForm(server, '/admin/login/', {
      email: user.email,
      password,
      next,
    })
    const location = headers.get('location') ?? ''

    expect(new URL(location, server.origin).origin).toBe(server.origin)
    expect(location).toMatch(/^\/(?![/\\])/)
    expect(headers.get('set-cookie')).toMatch(/^latchkey_console=/)
  })

  test('a form from another origin does not log in', async () => {
    const user = await addStaff(server)
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
      const fields = { email: user.email, password }
      const answer = await postForm(server, '/admin/login/', fields, headers)
      expect(answer.status).toBe(403)
      expect(answer.headers.has('set-cookie')).toBe(false)
    }
  })

  test('every log-in has a cookie of its own and ends the one before', async () => {
    const user = await addStaff(server)
    const first = await cookieOf(server, user)
    const answer = await postForm(
      server,
      '/admin/login/',
      { email: user.email, password },
      { cookie: first },
    )
    const second = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

    expect(second).not.toBe(first)
    expect((await me(first)).status).toBe(401)
    expect((await me(second)).status).toBe(200)
  })

  test('a change needs the token of the session, from this origin', async () => {
    const root = await addSuperuser(server)
    const cookie = await cookieOf(server, root)
    const other = await cookieOf(server, await addSuperuser(server))
    const token = (await me(cookie)).body.csrf_token
    const foreign = (await me(other)).body.csrf_token
    const { origin } = server
    const proofs: Record<string, string>[] = [
      { cookie, origin },
      { cookie, origin, 'x-csrf-token': '' },
      { cookie, origin, 'x-csrf-token': foreign },
      { cookie, origin: 'https://evil.example', 'x-csrf-token': token },
      { cookie, origin: 'null', 'x-csrf-token': token },
      { cookie, origin: `${origin}.evil.example`, 'x-csrf-token': token },
      { cookie, 'sec-fetch-site': 'cross-site', 'x-csrf-token': token },
      { cookie, 'sec-fetch-site': 'same-site', 'x-csrf-token': token },
    ]
    for (const headers of proofs) {
      const answer = await server.post('/api/admin/groups/', { name: 'Forged' }, headers)
      expect([answer.status, answer.body.detail?.slice(0, 4)]).toEqual([403, 'CSRF'])
    }
    const honest = { cookie, origin, 'x-csrf-token': token }
    expect(
      (await server.post('/api/admin/groups/', { name: `Honest ${database}` }, honest)).status,
    ).toBe(201)
  })

  test('the cookie is nothing to the rest of the API, and no token is one to the console', async () => {
    const root = await addSuperuser(server)
    const cookie = await cookieOf(server, root)
    const value = cookie.split('=')[1] ?? ''

    expect((await server.get('/api/me/', { cookie })).status).toBe(401)
    expect((await server.get('/api/admin/me/', { authorization: `Bearer ${value}` })).status).toBe(
      401,
    )
    expect((await server.get('/api/admin/me/', { cookie, authorization: 'Bearer x' })).status).toBe(
      401,
    )
  })

  test('it ends when nobody uses it, and after twelve hours however busy it is', async () => {
    const user = await addStaff(server)
    const cookie = await cookieOf(server, user)
    server.clock.advance(29 * minute)
    const asked = await me(cookie)
    server.clock.advance(2 * minute)
    const idle = await me(cookie)

    const busy = await cookieOf(server, user)
    let last = 200
    let minutes = 0
    while (last === 200 && minutes < 1_000) {
      server.clock.advance(20 * minute)
      minutes += 20
      last = (await server.get('/api/admin/permissions/', { cookie: busy })).status
    }
    expect(asked.status).toBe(200)
    expect([idle.status, idle.body.detail]).toEqual([
      401,
      'Your console session has expired. Log in again.',
    ])
    expect(minutes).toBe(720)
  })

  test('staying signed in moves the end', async () => {
    const send = await asConsole(server, await addStaff(server))
    server.clock.advance(20 * minute)
    const { body } = await send('POST', 'me/keep-alive/', {})
    const left = Date.parse(body.session.expires_at) - server.clock.now()

    expect(left).toBe(30 * minute)
  })

  test.each([
    ['logging out', 'POST', 'me/logout/', {}],
    ['deactivation', 'POST', 'users/ID/deactivate/', {}],
    ['deletion', 'DELETE', 'users/ID/', undefined],
    ['another password', 'POST', 'users/ID/set-password/', { password: 'another horse battery' }],
    ['the loss of the staff flag', 'PATCH', 'users/ID/', { is_staff: false }],
    ['revocation of all sessions', 'POST', 'users/ID/revoke-sessions/', {}],
  ])('%s ends it', async (_name, method, path, body) => {
    const user = await addStaff(server)
    const cookie = await cookieOf(server, user)
    const root = await asConsole(server, await addSuperuser(server))
    const own = await asConsole(server, user)
    const isOwn = path.startsWith('me/')
    const before = isOwn ? await own('GET', 'me/') : await me(cookie)
    await (isOwn ? own : root)(method, path.replace('ID', String(user.id)), body)

    expect(before.status).toBe(200)
    expect((isOwn ? await own('GET', 'me/') : await me(cookie)).status).toBe(401)
  })

  test('one’s own password change leaves the session that asks', async () => {
    const user = await addSuperuser(server)
    const send = await asConsole(server, user)
    const elsewhere = await cookieOf(server, user)
    await send('POST', `users/${user.id}/set-password/`, { password: 'another horse battery' })

    expect((await send('GET', 'me/')).status).toBe(200)
    expect((await me(elsewhere)).status).toBe(401)
  })

  test('severe acts ask for the password again after ten minutes', async () => {
    const send = await asConsole(server, await addSuperuser(server))
    const victim = await addSuperuser(server)
    server.clock.advance(11 * minute)
    const stale = await send('DELETE', `users/${victim.id}/`)
    const wrong = await send('POST', 'me/reauthenticate/', { password: 'wrong' })
    const correct = await send('POST', 'me/reauthenticate/', { password })
    const fresh = await send('DELETE', `users/${victim.id}/`)

    expect([stale.status, stale.body.code]).toEqual([403, 'reauthentication_required'])
    expect(wrong.body.errors).toEqual({ password: ['This is not your password.'] })
    expect([correct.status, fresh.status]).toEqual([200, 200])
  })

  test('pages lead to the log-in and back; older addresses lead to the new ones', async () => {
    const cookie = await cookieOf(server, await addStaff(server))
    const locked = await server.get('/admin/constance/config/?q=1')
    const older = await server.get('/admin/users/user/7/', { cookie })
    const change = await server.get('/admin/users/user/7/change/', { cookie })
    const add = await server.get('/admin/users/user/add/', { cookie })
    const group = await server.get('/admin/auth/group/')
    const logout = await server.get('/admin/logout/', { cookie })

    expect(locked.headers.get('location')).toBe(
      '/admin/login/?next=%2Fadmin%2Fconstance%2Fconfig%2F%3Fq%3D1',
    )
    expect(older.headers.get('location')).toBe('/admin/users/7/')
    expect(change.headers.get('location')).toBe('/admin/users/7/')
    expect(add.headers.get('location')).toBe('/admin/users/new/')
    expect(group.headers.get('location')).toBe('/admin/groups/')
    expect(logout.headers.get('location')).toBe('/admin/')
    expect((await me(cookie)).status).toBe(200)
  })

  test('what stands in the database opens no session', async () => {
    const cookie = await cookieOf(server, await addStaff(server))
    const rows = await server.context.db.selectFrom('console_sessions').selectAll().execute()

    for (const { token_hash: hash } of rows) {
      expect(cookie).not.toContain(hash)
      expect((await me(`latchkey_console=${hash}`)).status).toBe(401)
    }
  })

  test('a deactivation counts on the other node at once', async () => {
    const other = await startTestServer({ database, besides: server })
    try {
      const user = await addStaff(server, 'users.view_user')
      const cookie = await cookieOf(other, user)
      const root = await asBearer(server, await addSuperuser(server))
      const bearer = await asBearer(other, user)
      await root('POST', `users/${user.id}/deactivate/`, {})

      expect((await other.get('/api/admin/users/', { cookie })).status).toBe(401)
      expect((await bearer('GET', 'users/')).status).toBe(401)
    } finally {
      await other.close()
    }
  })
})

describe.each(databases)('sessions of the console on %s', (database) => {
  const server = withServer({ database, env: { LOGIN_MAX_FAILURES: '0' } })

  interface Row {
    readonly id: number
    readonly user: { readonly email: string }
    readonly is_own: boolean
    readonly is_current: boolean
  }
  const rowsOf = async (send: Send, query = ''): Promise<Row[]> =>
    (await send('GET', `console-sessions/${query}`)).body.results
  const idOf = async (send: Send, email: string) =>
    (await rowsOf(send, `?q=${email}`)).find(({ is_current }) => !is_current)?.id

  test('are listed for staff who may see sessions, one’s own marked, and end at once', async () => {
    const user = await addSuperuser(server)
    const other = await addSuperuser(server)
    const root = await asConsole(server, user)
    await cookieOf(server, user)
    const cookie = await cookieOf(server, other)
    const rows = await rowsOf(root)
    const own = rows.filter(({ is_own }) => is_own)
    const blind = await (await asConsole(server, await addStaff(server)))(
      'GET',
      'console-sessions/',
    )

    const id = await idOf(root, other.email)
    const ended = await root('DELETE', `console-sessions/${id}/`)
    const again = await root('DELETE', `console-sessions/${id}/`)
    const after = await server.get('/api/admin/me/', { cookie })
    const { body: events } = await root('GET', 'audit/?action=session.revoke')

    expect(own.map(({ is_current }) => is_current)).toEqual([false, true])
    expect(rows.find(({ is_own }) => !is_own)?.user.email).toBe(other.email)
    expect(rows.every((row) => !JSON.stringify(row).includes('hash'))).toBe(true)
    expect(blind.status).toBe(403)
    expect([ended.status, again.status, after.status]).toEqual([204, 404, 401])
    expect(events.results).toMatchObject([
      {
        object: { type: 'console_session', label: other.email },
        changes: { active_sessions: [1, 0] },
      },
    ])
  })

  test('of users who may do more cannot be ended, and those that are over are not shown', async () => {
    const root = await addSuperuser(server)
    const staff = await asConsole(
      server,
      await addStaff(server, 'sessions.view_session', 'sessions.revoke_session'),
    )
    const equal = await addStaff(server, 'sessions.view_session')
    const cookie = await cookieOf(server, root)
    await cookieOf(server, equal)
    const refused = await staff('DELETE', `console-sessions/${await idOf(staff, root.email)}/`)
    const ended = await staff('DELETE', `console-sessions/${await idOf(staff, equal.email)}/`)
    const before = await server.get('/api/admin/me/', { cookie })
    server.clock.advance(31 * minute)
    const late = await rowsOf(await asConsole(server, root), `?user=${root.id}`)

    expect([refused.status, ended.status, before.status]).toEqual([403, 204, 200])
    expect(late.map(({ is_current }) => is_current)).toEqual([true])
  })
})

describe('in production', () => {
  test('the cookie is for TLS and this host alone', async () => {
    const server = await startTestServer({
      database: 'sqlite',
      env: { PUBLIC_URL: 'https://auth.example.com', ALLOWED_HOSTS: '127.0.0.1' },
    })
    const user = await addStaff(server)
    const fields = { email: user.email, password }
    const headers = { origin: 'https://auth.example.com' }
    const answer = await postForm(server, '/admin/login/', fields, headers)
    const plain = await postForm(server, '/admin/login/', fields)
    await server.close()

    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-latchkey_console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(plain.status).toBe(403)
  })
})
