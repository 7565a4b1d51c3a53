import { describe, expect, test } from 'vitest'
import { deleteUser, restoreUser } from '../../src/features/users/delete-user.ts'
import { unusablePassword } from '../../src/features/users/password-policy.ts'
import { asConsole } from '../support/admin-api.ts'
import { addSuperuser, addUser, operator, password } from '../support/people.ts'
import { createSession, logIn, refresh, refreshed, type Session } from '../support/sessions.ts'
import { countEvents, endReasonsOf, setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import type { TestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const newPassword = 'staple battery horse'
const minute = 60_000

const bearer = ({ accessToken }: Session) => ({ authorization: `Bearer ${accessToken}` })

/** The same session, with an access token that is not expired. */
async function renewed(server: TestServer, session: Session): Promise<Session> {
  const { body } = await refresh(server, session.refreshToken)
  return { ...session, accessToken: body.access_token, refreshToken: body.refresh_token }
}

/** A session whose user proved who they are too long ago. */
async function createOldSession(server: TestServer): Promise<Session> {
  const session = await createSession(server)
  server.clock.advance(11 * minute)
  return renewed(server, session)
}

function changePassword(
  server: TestServer,
  session: Session,
  current: unknown,
  next = newPassword,
) {
  const body = { current_password: current, new_password: next }
  return server.post('/api/me/password/', body, bearer(session))
}

async function canLogIn(server: TestServer, email: string, password: string): Promise<boolean> {
  const { status } = await server.post('/api/login/', { email, password })
  return status === 200
}

describe.each(databases)('own password on %s', (database) => {
  const server = withServer({ database })

  test('is changed by who knows it, and all other sessions end', async () => {
    const other = await createSession(server)
    const session = await logIn(server, other)
    const answer = await changePassword(server, session, password)

    expect(answer).toMatchObject({ status: 200, body: { success: 'Password changed.' } })
    expect(await endReasonsOf(server, session.id)).toEqual(['password_changed', null])
    expect((await refresh(server, other.refreshToken)).status).toBe(400)
    expect((await refresh(server, session.refreshToken)).status).toBe(200)
    expect(await canLogIn(server, session.email, password)).toBe(false)
    expect(await canLogIn(server, session.email, newPassword)).toBe(true)
    expect(await countEvents(server, 'auth.change_password', session.id)).toBe(1)
  })

  test('is not changed by who does not, which counts as a failed login', async () => {
    await setSetting(server, 'LOGIN_MAX_FAILURES', 3)
    const session = await createSession(server)
    const wrong = await changePassword(server, session, 'not this one')
    await changePassword(server, session, 'not this one')
    await changePassword(server, session, 'not this one')
    const locked = await changePassword(server, session, password)

    expect(wrong.status).toBe(400)
    expect(wrong.body).toEqual({ current_password: ['This is not your current password.'] })
    expect(locked.status).toBe(429)
    expect(await endReasonsOf(server, session.id)).toEqual([null])
    await setSetting(server, 'LOGIN_MAX_FAILURES', undefined)
  })

  test.each([
    [{ new_password: newPassword }, { current_password: ['This field is required.'] }],
    [{ current_password: password }, { new_password: ['This field is required.'] }],
    [
      { current_password: password, new_password: 'short' },
      { new_password: ['This password is too short. It must contain at least 8 characters.'] },
    ],
  ])('%j is rejected with the field', async (body, fields) => {
    const session = await createSession(server)
    const answer = await server.post('/api/me/password/', body, bearer(session))

    expect(answer).toMatchObject({ status: 400, body: fields })
    expect(await canLogIn(server, session.email, password)).toBe(true)
  })

  test('of simultaneous changes exactly one is made', async () => {
    const session = await createSession(server)
    const passwords = Array.from({ length: 6 }, (_, index) => `${newPassword} ${index}`)
    const answers = await Promise.all(
      passwords.map((next) => changePassword(server, session, password, next)),
    )
    const usable: string[] = []
    for (const each of passwords) if (await canLogIn(server, session.email, each)) usable.push(each)

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.every(({ status }) => [200, 400, 409, 429].includes(status))).toBe(true)
    expect(usable).toEqual([passwords[answers.findIndex(({ status }) => status === 200)]])
  })

  test('nobody changes it without a token, or with the token of a deleted user', async () => {
    const session = await createSession(server)
    await deleteUser(server.context, { userId: session.id }, operator)

    expect((await server.post('/api/me/password/', {})).status).toBe(401)
    expect((await changePassword(server, session, password)).status).toBe(401)
  })
})

describe.each(databases)('own sessions on %s', (database) => {
  const server = withServer({ database })

  test('are listed and ended, one by one or all others; those of others do not exist', async () => {
    const first = await createSession(server)
    const second = await logIn(server, first)
    const third = await logIn(server, first)
    const stranger = await createSession(server)
    const list = async (session: Session) =>
      (await server.get('/api/me/sessions/', bearer(session))).body.results
    const before = await list(third)
    const end = (id: number) =>
      server.send('DELETE', `/api/me/sessions/${id}/`, { headers: bearer(third) })
    const [foreign] = await list(stranger)

    expect(before.map((each: { is_current: boolean }) => each.is_current)).toEqual([
      true,
      false,
      false,
    ])
    expect((await end(foreign.id)).status).toBe(404)
    expect((await end(before[2].id)).status).toBe(204)
    expect((await end(before[2].id)).status).toBe(404)
    expect((await refresh(server, first.refreshToken)).status).toBe(400)

    const others = await server.post('/api/me/sessions/end-others/', {}, bearer(third))
    expect(others).toMatchObject({ status: 200, body: { ended: 1 } })
    expect((await refresh(server, second.refreshToken)).status).toBe(400)
    expect((await refresh(server, third.refreshToken)).status).toBe(200)
    expect((await refresh(server, stranger.refreshToken)).status).toBe(200)
    expect(await countEvents(server, 'auth.end_sessions', first.id)).toBe(2)
  })

  test('those of the console are listed and ended too, and those of others do not exist', async () => {
    const user = await addSuperuser(server)
    const other = await addSuperuser(server)
    const [root, rootOfOther] = [await asConsole(server, user), await asConsole(server, other)]
    const session = await logIn(server, user)
    const list = async (by: Session) =>
      (await server.get('/api/me/sessions/', bearer(by))).body.console
    const end = (id: number) =>
      server.send('DELETE', `/api/me/console-sessions/${id}/`, { headers: bearer(session) })
    const [own] = await list(session)
    const [foreign] = await list(await logIn(server, other))

    expect(own).toMatchObject({ address: '127.0.0.1' })
    expect((await end(foreign.id)).status).toBe(404)
    expect((await end(own.id)).status).toBe(204)
    expect((await end(own.id)).status).toBe(404)
    expect(await list(session)).toEqual([])
    expect((await root('GET', 'me/')).status).toBe(401)
    expect((await rootOfOther('GET', 'me/')).status).toBe(200)
    expect(await countEvents(server, 'auth.end_sessions', user.id)).toBe(1)

    await asConsole(server, user)
    expect(await list(session)).toHaveLength(1)
    server.clock.advance(31 * minute)
    expect(await list(await renewed(server, session))).toEqual([])
  })

  test('all others are those of the console too', async () => {
    const user = await addSuperuser(server)
    const root = await asConsole(server, user)
    const session = await logIn(server, user)
    const before = await root('GET', 'me/')
    const ended = await server.post('/api/me/sessions/end-others/', {}, bearer(session))

    expect(before.status).toBe(200)
    expect(ended).toMatchObject({ status: 200, body: { ended: 1 } })
    expect((await root('GET', 'me/')).status).toBe(401)
    expect((await server.get('/api/me/', bearer(session))).status).toBe(200)
  })
})

describe.each(databases)('recent authentication on %s', (database) => {
  const server = withServer({ database })

  test.each([
    ['POST', '/api/me/sessions/end-others/'],
    ['DELETE', '/api/me/sessions/1/'],
    ['POST', '/api/me/delete/'],
    ['GET', '/api/me/export/'],
  ])('%s %s needs it, and says how', async (method, path) => {
    const session = await createOldSession(server)
    const headers = { ...bearer(session), accept: 'application/problem+json' }
    const { status, body } = await server.send(method, path, { headers })

    expect(status).toBe(403)
    expect(body).toMatchObject({ code: 'reauthentication_required', methods: ['password'] })
  })

  test('names no method that the user does not have', async () => {
    const session = await createOldSession(server)
    await server.context.db
      .updateTable('users')
      .set({ password_hash: unusablePassword() })
      .where('id', '=', session.id)
      .execute()
    const headers = { ...bearer(session), accept: 'application/problem+json' }
    const { body } = await server.get('/api/me/export/', headers)

    expect(body).toMatchObject({ code: 'reauthentication_required', methods: [] })
  })

  test('of an administrator who uses the API comes with the password too', async () => {
    const session = await logIn(server, await addSuperuser(server))
    const victim = await addSuperuser(server)
    server.clock.advance(11 * minute)
    const remove = (by: Session) =>
      server.send('DELETE', `/api/admin/users/${victim.id}/`, { headers: bearer(by) })
    const late = await renewed(server, session)
    const stale = await remove(late)
    const proof = { refresh_token: late.refreshToken, password }
    const { body } = await server.post('/api/step-up/', proof)

    expect(stale).toMatchObject({
      status: 403,
      body: { detail: 'Confirm your password to do this.' },
    })
    expect((await remove({ ...session, accessToken: body.access_token })).status).toBe(200)
  })

  test('comes with the password, and lasts ten minutes', async () => {
    const session = await createOldSession(server)
    const { body } = await server.post('/api/step-up/', {
      refresh_token: session.refreshToken,
      password,
    })
    const raised = { ...session, accessToken: body.access_token, refreshToken: body.refresh_token }
    const security = await server.get('/api/me/security/', bearer(raised))

    expect(security.body).toMatchObject({ has_password: true, sessions: 1 })
    expect(Date.parse(security.body.recent_until)).toBe(server.clock.now() + 10 * minute)
    expect((await server.get('/api/me/export/', bearer(raised))).status).toBe(200)

    server.clock.advance(10 * minute + 1)
    const later = await renewed(server, raised)
    expect((await server.get('/api/me/export/', bearer(later))).status).toBe(403)
    expect((await server.get('/api/me/security/', bearer(later))).body.recent_until).toBe(null)
  })

  test('a wrong password raises nothing, uses no token and is counted', async () => {
    const session = await createOldSession(server)
    const wrong = { refresh_token: session.refreshToken, password: 'not this one' }
    const answer = await server.post('/api/step-up/', wrong)

    expect(answer).toMatchObject({
      status: 400,
      body: { password: ['This is not your password.'] },
    })
    server.clock.advance(minute)
    const next = await renewed(server, session)
    expect((await server.get('/api/me/export/', bearer(next))).status).toBe(403)
    expect(await countEvents(server, 'auth.step_up', session.id)).toBe(1)
  })

  test('a used token ends its session as ever, an unknown one raises nothing', async () => {
    const session = await createOldSession(server)
    const last = await refreshed(server, await refreshed(server, session.refreshToken))
    server.clock.advance(minute)
    const used = await server.post('/api/step-up/', {
      refresh_token: session.refreshToken,
      password,
    })
    const unknown = await server.post('/api/step-up/', {
      refresh_token: '0f8fad5b-d9cb-469f-a165-70867728950e',
      password,
    })

    expect(used).toMatchObject({ status: 400, body: { error: 'Invalid or expired refresh token' } })
    expect(unknown).toMatchObject({ status: 400, body: used.body })
    expect((await refresh(server, last)).status).toBe(400)
  })
})

describe.each(databases)('own account on %s', (database) => {
  const server = withServer({ database })

  test('is shown to its user alone, also where many ask at once', async () => {
    const sessions = await Promise.all([1, 2, 3].map(() => createSession(server)))
    const [deleted, ...others] = sessions as [Session, ...Session[]]
    await server.post('/api/me/delete/', {}, bearer(deleted))
    const asking = Array.from({ length: 20 }, () => sessions).flat()
    const answers = await Promise.all(asking.map((each) => server.get('/api/me/', bearer(each))))

    const shown = answers.map(({ status, body }) => (status === 200 ? body.email : status))
    const expected = [401, ...others.map(({ email }) => email)]
    expect(shown).toEqual(Array.from({ length: 20 }, () => expected).flat())
  })

  test('is deleted at once, and can be restored by an administrator', async () => {
    const session = await createSession(server)
    const answer = await server.post('/api/me/delete/', {}, bearer(session))

    expect(answer.status).toBe(200)
    expect(Date.parse(answer.body.restorable_until)).toBe(server.clock.now() + 30 * 86_400_000)
    expect((await server.get('/api/me/', bearer(session))).status).toBe(401)
    expect((await refresh(server, session.refreshToken)).status).toBe(400)
    expect(await canLogIn(server, session.email, password)).toBe(false)
    expect((await server.post('/api/me/delete/', {}, bearer(session))).status).toBe(401)

    await restoreUser(server.context, { userId: session.id }, operator)
    expect(await canLogIn(server, session.email, password)).toBe(true)
  })

  test.each(['json', 'form'])(
    'takes nothing but what is declared, at registration and later (%s)',
    async (format) => {
      const wanted = {
        ...{ id: 1, user_id: 1, is_staff: true, is_superuser: true, is_active: false },
        ...{
          permissions: ['users.view_user'],
          groups: [1],
          email_verified_at: '2020-01-01',
          version: 9,
        },
      }
      const polluting = `{"__proto__": {"is_superuser": true}, "constructor": {"prototype": {"is_staff": true}}, `
      const send = (method: string, path: string, body: object, headers = {}) => {
        const pairs = Object.entries(body).map(([name, value]): [string, string] => [
          name,
          String(value),
        ])
        return format === 'json'
          ? server.send(method, path, { body: polluting + JSON.stringify(body).slice(1), headers })
          : server.send(method, path, {
              body: new URLSearchParams(pairs).toString(),
              headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
            })
      }
      const email = `declared-${format}@example.com`
      const registered = await send('POST', '/api/register/', { ...wanted, email, password })
      const session = await logIn(server, { id: 0, email })
      const changed = [
        await send('PUT', '/api/me/', { ...wanted, email, username: 'New' }, bearer(session)),
        await send('PATCH', '/api/me/', wanted, bearer(session)),
      ].map(({ status }) => status)
      const [row] = await server.context.db
        .selectFrom('users')
        .selectAll()
        .where('email', '=', email)
        .execute()

      expect(registered.status).toBe(201)
      expect(changed.every((status) => status < 500)).toBe(true)
      expect(row).toMatchObject({ is_staff: false, is_superuser: false, is_active: true })
      expect(row?.email_verified_at).toBeNull()
      expect(Object.hasOwn(Object.prototype, 'is_superuser')).toBe(false)
    },
  )

  test('the last superuser stays', async () => {
    await server.reset()
    const session = await logIn(server, await addSuperuser(server))
    const answer = await server.post('/api/me/delete/', {}, bearer(session))

    expect(answer.status).toBe(409)
    expect(await canLogIn(server, session.email, password)).toBe(true)
  })

  test('its export is everything about the user and nothing else', async () => {
    const stranger = await addUser(server, { email: 'stranger@example.com' })
    const user = await addSuperuser(server)
    const session = await logIn(server, user)
    const actor = { kind: 'user', id: session.id, label: session.email } as const
    await deleteUser(server.context, { userId: stranger.id }, { ...operator, actor })
    for (let count = 0; count < 3; count += 1) await logIn(server, session)
    await asConsole(server, user)
    await server.post('/api/password/reset/', { email: session.email })
    const { status, headers, body } = await server.get('/api/me/export/', bearer(session))
    const text = JSON.stringify(body)

    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toContain('attachment')
    expect(body.profile).toMatchObject({ email: session.email, email_verified_at: null })
    expect(body.console_sessions).toHaveLength(1)
    expect(body.emails).toMatchObject([{ kind: 'reset_password', recipient: session.email }])
    expect(body.verifications).toMatchObject([{ kind: 'reset_password', used_at: null }])
    expect(body.invitations).toEqual([])
    expect(body.sessions).toHaveLength(4)
    expect(body.audit_log.map(({ action }: { action: string }) => action)).toEqual([
      'auth.login',
      'user.delete',
      'auth.login',
      'auth.login',
      'auth.login',
      'console.login',
      'auth.export',
    ])
    for (const secret of ['stranger@', 'hash', '$argon2', session.refreshToken]) {
      expect(text).not.toContain(secret)
    }
  })
})
