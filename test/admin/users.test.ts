import { describe, expect, test } from 'vitest'
import { asBearer, withSuperuser } from '../support/admin-api.ts'
import { addStaff, addSuperuser, addUser, password } from '../support/people.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

describe.each(databases)('users on %s', (database) => {
  const server = withServer({ database })
  const send = withSuperuser(server)

  test('a new user is returned with everything about it, and can log in', async () => {
    const created = await send('POST', 'users/', {
      email: 'New@EXAMPLE.com',
      password,
      username: 'New',
    })
    const login = await server.post('/api/login/', { email: 'new@example.com', password })

    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      email: 'New@example.com',
      username: 'New',
      state: 'active',
      groups: [],
      effective_permissions: [],
      has_usable_password: true,
      version: 1,
      is_me: false,
    })
    expect(created.headers.get('etag')).toBe('"1"')
    expect(login.status).toBe(200)
  })

  test('an address has one user', async () => {
    const user = await addUser(server)
    const answer = await send('POST', 'users', { email: user.email.toUpperCase(), password })

    expect(answer.status).toBe(400)
    expect(answer.body.errors).toEqual({ email: ['user with this email already exists.'] })
  })

  test('the list is searched by the beginning of address and name, and by number', async () => {
    const user = await addUser(server, { email: 'Zoe.Miller@example.com', username: 'Queen_Zoe' })

    for (const q of ['zoe.m', 'ZOE.MILLER@', 'queen_', String(user.id)]) {
      const { body } = await send('GET', `users/?q=${encodeURIComponent(q)}`)
      expect(body.results.map((row: { id: number }) => row.id)).toEqual([user.id])
    }
    const inside = await send('GET', 'users/?q=miller')
    const slow = await send('GET', 'users/?q=miller&contains=true')
    expect(inside.body.count).toBe(0)
    expect(slow.body.count).toBe(1)
  })

  test.each([
    'id',
    '-id',
    'email',
    '-email',
    'username',
    '-username',
    'created_at',
    '-last_login_at',
  ])('pages sorted by %s hold every user once', async (sort) => {
    const whole = await send('GET', `users/?limit=200&sort=${sort}`)
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const next: string = cursor ? `&cursor=${cursor}` : ''
      const { body } = await send('GET', `users/?limit=2&sort=${sort}${next}`)
      seen.push(...body.results.map((row: { id: number }) => row.id))
      cursor = body.next
    } while (cursor)

    expect(seen).toEqual(whole.body.results.map((row: { id: number }) => row.id))
    expect(whole.body).toMatchObject({ count: seen.length, count_is_exact: true })
  })

  test('a change with an outdated version is refused with both sides', async () => {
    const user = await addUser(server)
    await send('PATCH', `users/${user.id}/`, { username: 'First' }, { 'if-match': '"1"' })
    const late = await send(
      'PATCH',
      `users/${user.id}/`,
      { username: 'Second' },
      { 'if-match': '"1"' },
    )

    expect(late.status).toBe(412)
    expect(late.body).toMatchObject({
      code: 'version_mismatch',
      versions: {
        expected: 1,
        current: { username: 'First', version: 2 },
        requested: { username: 'Second' },
      },
    })
  })

  test.each([
    ['"1"', 200],
    ['"9", "1"', 200],
    ['W/"9" , "1"', 200],
    ['*', 200],
    ['W/"1"', 412],
    ['"v1"', 412],
    ['1', 412],
    ['no tag', 412],
    ['', 412],
  ])('If-Match: %s is %i', async (header, status) => {
    const { id } = await addUser(server)
    const change = { username: `match ${id}` }
    const answer = await send('PATCH', `users/${id}/`, change, { 'if-match': header })

    expect(answer.status).toBe(status)
  })

  test('deactivation ends the sessions at once, and says why', async () => {
    const user = await addUser(server)
    const pair = await server.post('/api/login/', { email: user.email, password })
    const answer = await send('POST', `users/${user.id}/deactivate/`, { reason: 'Left' })
    const refreshed = await server.post('/api/refresh/', { refresh_token: pair.body.refresh_token })
    const me = await server.get('/api/me/', { authorization: `Bearer ${pair.body.access_token}` })

    expect(answer.body).toMatchObject({
      state: 'deactivated',
      deactivation_reason: 'Left',
      active_sessions: 0,
    })
    expect(refreshed.status).toBe(400)
    expect(me.status).toBe(401)
  })

  test('a deleted user can be restored, or removed for good', async () => {
    const user = await addUser(server)
    const deleted = await send('DELETE', `users/${user.id}/`)
    const refused = await server.post('/api/login/', { email: user.email, password })
    await send('POST', `users/${user.id}/restore/`)
    const restored = await server.post('/api/login/', { email: user.email, password })
    const early = await send('POST', `users/${user.id}/purge/`, { confirm: user.email })
    await send('DELETE', `users/${user.id}/`)
    const wrong = await send('POST', `users/${user.id}/purge/`, { confirm: 'somebody' })
    const purged = await send('POST', `users/${user.id}/purge/`, { confirm: user.email })

    expect(deleted.body.state).toBe('deleted')
    expect(refused.status).toBe(400)
    expect(restored.status).toBe(200)
    expect(early.status).toBe(409)
    expect(wrong.body.errors).toHaveProperty('confirm')
    expect(purged.body).toEqual({ purged: true })
    expect((await send('GET', `users/${user.id}/`)).status).toBe(404)
  })

  test('a new password ends the sessions unless told otherwise', async () => {
    const user = await addUser(server)
    const first = await server.post('/api/login/', { email: user.email, password })
    await send('POST', `users/${user.id}/set-password/`, {
      password: 'another horse battery',
      sign_out_everywhere: false,
    })
    const kept = await server.post('/api/refresh/', { refresh_token: first.body.refresh_token })
    await send('POST', `users/${user.id}/set-password/`, { password: 'third horse battery' })
    const ended = await server.post('/api/refresh/', { refresh_token: kept.body.refresh_token })
    const short = await send('POST', `users/${user.id}/set-password/`, { password: 'abc' })

    expect(kept.status).toBe(200)
    expect(ended.status).toBe(400)
    expect(short.body.errors.password[0]).toMatch(/too short/)
  })

  test('many are changed at once, each refusal reported', async () => {
    const users = [await addUser(server), await addUser(server)]
    const ids = users.map((user) => user.id)
    const dry = await send('POST', 'users/bulk/', { action: 'deactivate', ids, dry_run: true })
    const stale = await send('POST', 'users/bulk/', {
      action: 'deactivate',
      ids,
      expected_count: 3,
    })
    const done = await send('POST', 'users/bulk/', { action: 'deactivate', ids, expected_count: 2 })
    const again = await send('POST', 'users/bulk/', { action: 'deactivate', ids })

    expect(dry.body).toMatchObject({ matched: 2, changed: 2, dry_run: true })
    expect(stale.status).toBe(409)
    expect(done.body).toMatchObject({ changed: 2, unchanged: 0, failed: [] })
    expect(again.body).toMatchObject({ changed: 0, unchanged: 2 })
    expect((await send('POST', 'users/bulk/', { action: 'delete' })).status).toBe(400)
  })

  test('staff change nobody who may do more, and grant nothing they do not hold', async () => {
    const staff = await addStaff(server, 'users.view_user', 'users.add_user', 'users.change_user')
    const asStaff = await asBearer(server, staff)
    const other = await addStaff(server, 'keys.rotate_key')
    const plain = await addUser(server)
    const root = await addSuperuser(server)
    const attempts = [
      await asStaff('POST', `users/${root.id}/set-password/`, { password: 'third horse battery' }),
      await asStaff('PATCH', `users/${other.id}/`, { email: 'mine@example.com' }),
      await asStaff('PATCH', `users/${plain.id}/`, { is_superuser: true }),
      await asStaff('PATCH', `users/${plain.id}/`, { permissions: ['keys.rotate_key'] }),
      await asStaff('PATCH', `users/${staff.id}/`, { permissions: ['keys.rotate_key'] }),
      await asStaff('POST', 'users/', { email: 'x@example.com', is_superuser: true }),
    ]

    expect(attempts.map((answer) => [answer.status, answer.body.code])).toEqual(
      attempts.map(() => [403, 'permission_denied']),
    )
    expect(
      (await asStaff('PATCH', `users/${plain.id}/`, { permissions: ['users.add_user'] })).status,
    ).toBe(200)
  })

  test('an export holds what the list holds, with formulas disarmed', async () => {
    await addUser(server, { email: 'export@example.com', username: '=cmd()' })
    const answer = await send('GET', 'users/export?q=export@&columns=email,username')

    expect(answer.headers.get('x-row-count')).toBe('1')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(answer.body).toBe("email,username\r\nexport@example.com,'=cmd()\r\n")
  })

  test('every act on a user can be made to depend on its version', async () => {
    const { id } = await addUser(server)
    const stale = { 'if-match': '"99"' }

    for (const [method, path, body] of [
      ['PATCH', '', { username: 'Other' }],
      ['POST', 'deactivate/', {}],
      ['POST', 'activate/', {}],
      ['POST', 'set-password/', { password }],
      ['DELETE', '', undefined],
      ['POST', 'restore/', {}],
    ] as const) {
      const { status, body: problem } = await send(method, `users/${id}/${path}`, body, stale)
      expect(status).toBe(412)
      expect(problem.versions).toMatchObject({ expected: 99, current: { id, state: 'active' } })
    }
    const done = await send('POST', `users/${id}/deactivate/`, {}, { 'if-match': '"1"' })
    expect(done.headers.get('etag')).toBe('"2"')
  })
})
