import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { environmentOn, latchkeyOn } from '../support/latchkey.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { databases } from '../support/test-database.ts'
import { withDatabase } from '../support/with-server.ts'

const password = 'correct horse battery'

describe.each(databases)('keys and sessions from the command line on %s', (kind) => {
  const database = withDatabase(kind)
  const latchkey = latchkeyOn(database)
  let server: ServerProcess

  beforeAll(async () => {
    server = await startServerProcess(environmentOn(database.url))
  })
  afterAll(() => server.stop())

  async function call(method: string, path: string, body?: object, token?: string) {
    const response = await fetch(`${server.origin}${path}`, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }

  async function logIn(email: string) {
    await call('POST', '/api/register/', { email, password })
    return (await call('POST', '/api/login/', { email, password })).body
  }

  test('rotating the key logs nobody out, and the old one can be revoked', async () => {
    const pair = await logIn('keys@example.com')
    const rotated = await latchkey('keys rotate --activate-in 5s --json')
    const conflict = await latchkey('keys rotate --json')
    const me = await call('GET', '/api/me/', undefined, pair.access_token)
    const refreshed = await call('POST', '/api/refresh/', { refresh_token: pair.refresh_token })
    const listed = await latchkey('keys list --json')
    const unconfirmed = await latchkey(`keys revoke ${rotated.json.kid}`)
    const revoked = await latchkey(`keys revoke ${rotated.json.kid} --yes --json`)
    const unknown = await latchkey('keys revoke nothing --yes')

    expect(rotated.json.state).toBe('next')
    expect(conflict).toMatchObject({ exit: 5, json: { error: { code: 'conflict' } } })
    expect([me.status, refreshed.status]).toEqual([200, 200])
    expect(listed.json.keys.map((key: { state: string }) => key.state)).toEqual(['next', 'current'])
    expect(unconfirmed.exit).toBe(6)
    expect(revoked.json.state).toBe('revoked')
    expect(unknown.exit).toBe(5)
  })

  test('sessions are listed and revoked, by user, by number and by age', async () => {
    const [bob, eve] = [await logIn('bob@example.com'), await logIn('eve@example.com')]
    const listed = await latchkey('sessions list --user bob@example.com --state active --json')
    const planned = await latchkey('sessions revoke --user bob@example.com --dry-run --json')
    const unconfirmed = await latchkey('sessions revoke --user bob@example.com')
    const revoked = await latchkey('sessions revoke --user bob@example.com --yes --json')
    const refused = await call('POST', '/api/refresh/', { refresh_token: bob.refresh_token })
    const granted = await call('POST', '/api/refresh/', { refresh_token: eve.refresh_token })
    const unclear = await latchkey('sessions revoke --json')
    const none = await latchkey('sessions revoke --older-than 30d --yes --json')
    const one = await latchkey(`sessions revoke ${listed.json.sessions[0].id} --json`)
    const ended = await latchkey('sessions list --user bob@example.com --json')

    expect(listed.json.sessions).toHaveLength(1)
    expect(planned.json).toEqual({ dry_run: true, matched: 1, revoked: 0 })
    expect(unconfirmed.exit).toBe(6)
    expect(revoked.json).toEqual({ dry_run: false, matched: 1, revoked: 1 })
    expect([refused.status, granted.status]).toEqual([400, 200])
    expect(unclear).toMatchObject({ exit: 2, json: { error: { code: 'usage' } } })
    expect([none.json.revoked, one.json.revoked]).toEqual([0, 0])
    expect(ended.json.sessions[0]).toMatchObject({ state: 'ended', end_reason: 'revoked' })
  })

  test('a new password from the command line ends the sessions at once', async () => {
    const pair = await logIn('changed@example.com')
    const changed = await latchkey('changepassword changed@example.com --password-stdin', {
      input: 'another good password',
    })
    const refused = await call('POST', '/api/refresh/', { refresh_token: pair.refresh_token })

    expect(changed).toMatchObject({ exit: 0, stderr: '' })
    expect(refused.status).toBe(400)
  })

  test('the health of a running server is exit 0, of none exit 1', async () => {
    const { port } = new URL(server.origin)
    const well = await latchkey('healthcheck --json', { env: { PORT: port } })
    const gone = await latchkey('healthcheck --json', { env: { PORT: '1' } })

    expect(well).toMatchObject({ exit: 0, json: { status: 'ok' } })
    expect(gone).toMatchObject({ exit: 1, json: { error: { code: 'failed' } } })
  })

  test('a port in use is exit 3 and says what to do', async () => {
    const { port } = new URL(server.origin)
    const second = await latchkey('runserver', { env: { PORT: port } })

    expect(second.exit).toBe(3)
    expect(second.stderr).toContain(`Port ${port} is in use. Set PORT, or start with: --port`)
  })
})
