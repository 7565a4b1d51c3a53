import { describe, expect, test } from 'vitest'
import { flushActivity } from '../../src/features/activity/flush-activity.ts'
import { asBearer, withSuperuser } from '../support/admin-api.ts'
import { addSuperuser, addUser, password } from '../support/people.ts'
import { databases, startTestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

describe.each(databases)('sessions, audit, keys and numbers on %s', (database) => {
  const server = withServer({
    database,
    env: { TRUSTED_PROXIES: '127.0.0.1/32', GIT_COMMIT: '0123abc' },
  })
  const send = withSuperuser(server)

  const login = (email: string) =>
    server.post(
      '/api/login/',
      { email, password },
      { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
    )

  test('a session shows who, from where and how, and never a token', async () => {
    const user = await addUser(server)
    const { body: pair } = await login(user.email)
    const { body: list } = await send('GET', `sessions/?user=${user.id}`)

    expect(list).toMatchObject({ count: 1, next: null })
    expect(list.results[0]).toMatchObject({
      user: { id: user.id, email: user.email },
      state: 'active',
      client: 'Firefox on Linux',
      rotation_count: 0,
      is_current: false,
    })
    expect(JSON.stringify(list)).not.toContain(pair.refresh_token.slice(0, 8))
  })

  test('a reuse stands in the timeline and in the audit log', async () => {
    const user = await addUser(server)
    const { body: first } = await login(user.email)
    const { body: second } = await server.post('/api/refresh/', {
      refresh_token: first.refresh_token,
    })
    server.clock.advance(20_000)
    await server.post('/api/refresh/', { refresh_token: second.refresh_token })
    await server.post('/api/refresh/', { refresh_token: first.refresh_token })
    const { body: list } = await send('GET', `sessions/?user=${user.id}&state=reused`)
    const { body: session } = await send('GET', `sessions/${list.results[0].id}/`)
    const { body: events } = await send('GET', 'audit/?action=auth.refresh_reuse')

    expect(session.state).toBe('reused')
    expect(session.chain.map(({ event }: { event: string }) => event)).toEqual(
      expect.arrayContaining(['started', 'rotated', 'reuse_detected', 'ended']),
    )
    expect(events.results[0]).toMatchObject({ result: 'failure', code: 'refresh_token_reused' })
  })

  test('the timeline shows from where a session was refreshed, and until when', async () => {
    const user = await addUser(server)
    let { body: pair } = await login(user.email)
    const started = server.clock.now()
    const refreshFrom = async (address: string) => {
      server.clock.advance(20_000)
      const headers = { 'x-forwarded-for': address }
      pair = (await server.post('/api/refresh/', { refresh_token: pair.refresh_token }, headers))
        .body
    }
    for (const address of ['10.0.0.1', '10.0.0.1', '10.0.0.2', '10.0.0.2', '10.0.0.1']) {
      await refreshFrom(address)
    }
    const { body: list } = await send('GET', `sessions/?user=${user.id}`)
    const { body: session } = await send('GET', `sessions/${list.results[0].id}/`)
    const places = session.chain.map(({ at, address }: { at: string; address: string }) => [
      address,
      (Date.parse(at) - started) / 1_000,
    ])

    expect(places).toEqual([
      ['127.0.0.1', 0],
      ['10.0.0.1', 40],
      ['10.0.0.2', 80],
      ['10.0.0.1', 100],
    ])
  })

  test('a revoked session is over, and says by whom', async () => {
    const user = await addUser(server)
    const { body: pair } = await login(user.email)
    const { body: list } = await send('GET', `sessions/?q=${user.email}`)
    const revoked = await send('DELETE', `sessions/${list.results[0].id}/`)
    const refreshed = await server.post('/api/refresh/', { refresh_token: pair.refresh_token })

    expect(revoked.body).toMatchObject({ state: 'ended', end_reason: 'revoked' })
    expect(revoked.body.ended_by).toMatch(/@example\.com$/)
    expect(refreshed.status).toBe(400)
  })

  test('all that match are revoked, but not the session that asks unless told', async () => {
    const root = await addSuperuser(server)
    const asRoot = await asBearer(server, root)
    await login(root.email)
    await login(root.email)
    const path = `sessions/revoke/?user=${root.id}`
    const dry = await asRoot('POST', path, { all_matching: true, dry_run: true })
    const stale = await asRoot('POST', path, { all_matching: true, expected_count: 9 })
    const done = await asRoot('POST', path, { all_matching: true, expected_count: 2 })
    const none = await asRoot('POST', path, {})
    const own = await asRoot('POST', path, { all_matching: true, include_current: true })

    expect(dry.body).toMatchObject({ matched: 2, users: 1, revoked: 0, dry_run: true })
    expect(stale.status).toBe(409)
    expect(done.body).toMatchObject({ matched: 2, revoked: 2, access_token_lifetime_seconds: 30 })
    expect(none.status).toBe(400)
    expect(own.body.revoked).toBe(1)
    expect((await asRoot('GET', 'me/')).status).toBe(401)
  })

  test('the audit log is filtered, tailed and exported', async () => {
    const user = await addUser(server)
    const { body: before } = await send('GET', 'audit/?limit=1')
    await send('PATCH', `users/${user.id}/`, { username: '<b>x</b>' })
    const { body: tail } = await send('GET', `audit/?since_id=${before.results[0].id}`)
    const { body: family } = await send(
      'GET',
      `audit/?action=user.&object_id=${user.id}&object_type=user`,
    )
    const exported = await send(
      'GET',
      `audit/export?object_id=${user.id}&object_type=user&format=jsonl`,
    )
    const lines = String(exported.headers.get('x-row-count'))

    expect(tail.results).toHaveLength(1)
    expect(tail.results[0]).toMatchObject({
      action: 'user.change',
      sentence: `changed the user ${user.email}: username none → <b>x</b>`,
      object: { type: 'user', id: String(user.id), label: user.email },
      changes: { username: [null, '<b>x</b>'] },
    })
    expect(family.results.map(({ action }: { action: string }) => action)).toEqual([
      'user.change',
      'user.create',
    ])
    expect(exported.headers.get('content-type')).toContain('application/x-ndjson')
    expect(lines).toBe('2')
    expect((await send('GET', `audit/${tail.results[0].id}/`)).body).toEqual(tail.results[0])
  })

  test('an export is a file for a browser too', async () => {
    const answer = await send('GET', 'users/export?format=csv&excel=true', undefined, {
      accept: 'text/html',
    })
    const wrong = await send('GET', 'users/export?format=xml')

    expect(answer.headers.get('content-disposition')).toContain('users.csv')
    expect(answer.headers.get('content-type')).toContain('text/csv')
    expect(wrong.status).toBe(400)
  })

  test('keys follow each other, and the one in use is withdrawn only with its name and the password', async () => {
    const rotated = await send('POST', 'keys/rotate/', { activate_in_seconds: 5 })
    const again = await send('POST', 'keys/rotate/', {})
    server.clock.advance(11 * 60_000)
    const { body: keys } = await send('GET', 'keys/')
    const path = `keys/${rotated.body.kid}/revoke/`
    const stale = await send('POST', path, { confirm: rotated.body.kid })
    await send('POST', 'me/reauthenticate/', { password })
    const unnamed = await send('POST', path, { confirm: 'x' })
    const revoked = await send('POST', path, { confirm: rotated.body.kid })

    expect([rotated.status, rotated.body.state, again.status]).toEqual([201, 'next', 409])
    expect(keys.results.map(({ state }: { state: string }) => state)).toEqual([
      'current',
      'previous',
    ])
    expect(JSON.stringify(keys)).not.toMatch(/private|encrypted/)
    expect([stale.body.code, unnamed.status, revoked.body.state]).toEqual([
      'reauthentication_required',
      400,
      'revoked',
    ])
  })

  test('the dashboard counts what happened, empty hours included', async () => {
    await flushActivity(server.context)
    const { body } = await send('GET', 'stats/?range=24h')
    const sum = body.series.reduce(
      (total: number, { logins }: { logins: number }) => total + logins,
      0,
    )

    expect(body.series).toHaveLength(24)
    expect(body.series.at(-1).is_running).toBe(true)
    expect(body.cards.logins_24h.success).toBe(sum)
    expect(sum).toBeGreaterThan(3)
    expect((await send('GET', 'stats/?from=2030-01-02&to=2030-01-01')).status).toBe(400)
  })

  test('a range of days ends before the day it names, and is widened to whole ones', async () => {
    const edges = async (query: string) => {
      const { body } = await send('GET', `stats/?${query}`)
      return [body.series[0].at, body.series.length, body.previous_series[0].at]
    }

    expect(await edges('from=2030-01-04&to=2030-01-07')).toEqual([
      '2030-01-04T00:00:00.000Z',
      3,
      '2030-01-01T00:00:00.000Z',
    ])
    expect(await edges('from=2030-01-04T12:30:00Z&to=2030-01-05T12:30:00Z')).toEqual([
      '2030-01-04T12:00:00.000Z',
      25,
      '2030-01-03T11:00:00.000Z',
    ])
  })

  test('what needs attention leads to where it is put right', async () => {
    const env = { NODE_ENV: 'production', ALLOWED_HOSTS: '127.0.0.1' }
    const other = await startTestServer({ database, env })
    const asRoot = await asBearer(other, await addSuperuser(other))
    await asRoot('PATCH', 'settings/ACCESS_TOKEN_LIFETIME/', { value: '1h' })
    const { body } = await asRoot('GET', 'stats/')
    const links = Object.fromEntries(
      body.attention.map(({ id, link }: { id: string; link: string }) => [id, link]),
    )
    await other.close()

    expect(links).toMatchObject({
      public_url_insecure: '/docs/guides/reverse-proxy/',
      access_token_lifetime_long: '/admin/constance/config/#ACCESS_TOKEN_LIFETIME',
    })
  })

  test('health shows no secret', async () => {
    const { body } = await send('GET', 'health/')

    expect(body.status).not.toBe('fail')
    expect(body.commit).toBe('0123abc')
    expect(body.configuration).toContainEqual({
      key: 'SECRET_KEY',
      value: '•••',
      source: 'environment',
    })
    expect(JSON.stringify(body)).not.toContain('test-Secret')
  })

  test.each([
    'users/?limit=0',
    'users/?limit=x',
    'users/?cursor=abc',
    'users/?sort=password_hash',
    'users/?state=gone',
    'users/?created_after=yesterday',
    'users/abc/',
    'users/99999999999999999999/',
    'audit/?since_id=-1',
    'sessions/?state=active,x',
    'stats/?range=1y',
  ])('%s is refused, not a failure', async (path) => {
    const { status } = await send('GET', path)

    expect([400, 404]).toContain(status)
  })
})
