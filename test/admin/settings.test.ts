import { describe, expect, test } from 'vitest'
import { asBearer, asConsole, withSuperuser } from '../support/admin-api.ts'
import { addStaff, addSuperuser, addUser, password } from '../support/people.ts'
import { databases, startTestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

describe.each(databases)('settings on %s', (database) => {
  const server = withServer({ database, env: { AUDIT_RETENTION: '30d' } })
  const send = withSuperuser(server)

  test('a change is in force for the next log-in on another node within a second', async () => {
    const other = await startTestServer({ database, besides: server })
    const user = await addUser(server)
    const answer = await send('PATCH', 'settings/ACCESS_TOKEN_LIFETIME/', { value: '2m' })
    await expect.poll(() => other.context.settings.values.ACCESS_TOKEN_LIFETIME).toBe(120)
    const { body } = await other.post('/api/login/', { email: user.email, password })
    await other.close()
    const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString())

    expect(answer.body).toMatchObject({ value: 120, is_modified: true, source: 'database' })
    expect(claims.exp - claims.iat).toBe(120)
  })

  test('of two administrators who save at once one is told what the other did', async () => {
    const { body: seen } = await send('GET', 'settings/PASSWORD_MIN_LENGTH/')
    const other = await asConsole(server, await addSuperuser(server))
    const version = seen.version
    const answers = await Promise.all([
      send('PATCH', 'settings/PASSWORD_MIN_LENGTH/', { value: 10, version }),
      other('PATCH', 'settings/PASSWORD_MIN_LENGTH/', { value: 12, version }),
    ])
    const [won] = answers.filter(({ status }) => status === 200)
    const [lost] = answers.filter(({ status }) => status === 412)

    expect(lost?.body.versions).toMatchObject({
      expected: version,
      current: { value: won?.body.value, version: won?.body.version },
      requested: { version },
    })
    expect(lost?.body.versions.requested.value).not.toBe(won?.body.value)
  })

  test('a revert for an outdated version changes nothing and shows both', async () => {
    const first = await send('PATCH', 'settings/PASSWORD_MIN_LENGTH/', { value: 14 })
    const second = await send('PATCH', 'settings/PASSWORD_MIN_LENGTH/', { value: 15 })
    const revert = `settings/history/${first.body.version}/revert/`

    const refused = await send('POST', revert, { version: first.body.version })
    const { body } = await send('GET', 'settings/PASSWORD_MIN_LENGTH/')
    const done = await send('POST', revert, { version: second.body.version })

    expect(refused.status).toBe(412)
    expect(refused.body.versions).toMatchObject({
      expected: first.body.version,
      current: { value: 15 },
    })
    expect(body.value).toBe(15)
    expect(done.status).toBe(200)
  })

  test('null, a deletion and a revert all lead back', async () => {
    const changed = await send('PATCH', 'settings/LOGIN_MAX_FAILURES/', {
      value: 5,
      comment: 'why',
    })
    const nulled = await send('PATCH', 'settings/LOGIN_MAX_FAILURES/', { value: null })
    await send('PATCH', 'settings/LOGIN_MAX_FAILURES/', { value: 6 })
    const deleted = await send('DELETE', 'settings/LOGIN_MAX_FAILURES/')
    const reverted = await send('POST', `settings/history/${nulled.body.version}/revert/`, {})
    const history = await send('GET', 'settings/history/?key=LOGIN_MAX_FAILURES')

    expect(changed.body).toMatchObject({
      value: 5,
      last_change: { comment: 'why', from: null, to: 5 },
    })
    expect([nulled.body.value, deleted.body.value, reverted.body.value]).toEqual([10, 10, 5])
    expect(history.body.results[0]).toMatchObject({ to: 5, is_latest: true, source: 'console' })
    expect(history.body.count).toBe(5)
  })

  test('what is out of bounds, of the wrong kind or fixed by the environment is refused', async () => {
    for (const value of [0, -1, 1e12, 1.5, '1', true, [], {}, '1x', 86_401]) {
      const path = 'settings/ACCESS_TOKEN_LIFETIME/'
      const { status, body } = await send('PATCH', path, { value })
      if (value === '1') continue
      expect([status, Object.keys(body.errors ?? {})], String(value)).toEqual([400, ['value']])
    }
    const pinned = await send('PATCH', 'settings/AUDIT_RETENTION/', { value: 86_400 })
    const unknown = await send('PATCH', 'settings/NO_SUCH/', { value: 1 })
    const dry = await send('PATCH', 'settings/SESSION_MAX_LIFETIME/', { value: 60, dry_run: true })

    expect([pinned.status, pinned.body.code]).toEqual([409, 'setting_pinned'])
    expect(unknown.status).toBe(404)
    expect(dry.body).toMatchObject({ value: 0, is_modified: false })
  })

  test('a dry run answers what to think of the value that was tried', async () => {
    const send = await asBearer(server, await addSuperuser(server))

    const { body } = await send('PATCH', 'settings/ACCESS_TOKEN_LIFETIME/', {
      value: '2h',
      dry_run: true,
    })

    expect(body.warnings).toEqual([
      'Access tokens cannot be revoked: a stolen one works this long.',
    ])
  })

  test('who may only look may not change', async () => {
    const staff = await asBearer(server, await addStaff(server, 'constance.view_config'))

    expect((await staff('GET', 'settings/')).status).toBe(200)
    expect((await staff('PATCH', 'settings/LOGIN_MAX_FAILURES/', { value: 3 })).body).toMatchObject(
      {
        code: 'permission_denied',
        required_permission: 'constance.change_config',
      },
    )
  })

  test('several settings change together or not at all', async () => {
    const values = { ACCESS_TOKEN_LIFETIME: '15m', REFRESH_TOKEN_LIFETIME: '10m' }
    const { body: before } = await send('GET', 'settings/history/')
    const apart = await send('PATCH', 'settings/', { values })
    const unknown = await send('PATCH', 'settings/', { values: { NOPE: 1, DOCS_ACCESS: 'x' } })
    const tried = await send('PATCH', 'settings/', {
      values: { ACCESS_TOKEN_LIFETIME: 30 },
      dry_run: true,
    })
    const { body: after } = await send('GET', 'settings/history/')
    const together = await send('PATCH', 'settings/', {
      values: { ...values, REFRESH_TOKEN_LIFETIME: '20m' },
      comment: 'both',
    })

    expect(Object.keys(apart.body.errors)).toEqual(Object.keys(values))
    expect(Object.keys(unknown.body.errors)).toEqual(['NOPE', 'DOCS_ACCESS'])
    expect(tried.body.results[0].warnings[0]).toContain('24 s')
    expect(after.count).toBe(before.count)
    expect(together.body.results.map(({ value }: { value: number }) => value)).toEqual([900, 1200])
    const { body: history } = await send('GET', 'settings/history/?limit=2')
    expect(history.results.map(({ comment }: { comment: string }) => comment)).toEqual([
      'both',
      'both',
    ])
    await send('PATCH', 'settings/', {
      values: { ACCESS_TOKEN_LIFETIME: null, REFRESH_TOKEN_LIFETIME: null },
    })
  })

  test('one outdated version among several changes none, and shows what is there now', async () => {
    const { body: seen } = await send('PATCH', 'settings/MAX_SESSIONS_PER_USER/', { value: 3 })
    const lost = await send('PATCH', 'settings/', {
      values: { LOGIN_MAX_FAILURES: 7, MAX_SESSIONS_PER_USER: 4 },
      versions: { LOGIN_MAX_FAILURES: 99_999, MAX_SESSIONS_PER_USER: seen.version },
    })
    const { body: now } = await send('GET', 'settings/MAX_SESSIONS_PER_USER/')

    expect([lost.status, now.value]).toEqual([412, 3])
    expect(lost.body.versions.current.map(({ key }: { key: string }) => key)).toEqual([
      'MAX_SESSIONS_PER_USER',
      'LOGIN_MAX_FAILURES',
    ])
  })
})
