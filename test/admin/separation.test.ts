import { describe, expect, test } from 'vitest'
import { asBearer, asConsole } from '../support/admin-api.ts'
import { addStaff, addSuperuser, addUser } from '../support/people.ts'
import { logIn } from '../support/sessions.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const day = 86_400
const dayMilliseconds = day * 1_000

describe.each(databases)('separation of duties on %s', (database) => {
  const server = withServer({ database })
  const asRoot = async () => asConsole(server, await addSuperuser(server))

  describe('evidence', () => {
    test.each(['AUDIT_RETENTION', 'SESSION_HISTORY_RETENTION', 'EMAIL_HISTORY_RETENTION'])(
      'only a superuser shortens %s, by any route',
      async (key) => {
        const staff = await addStaff(server, 'constance.view_config', 'constance.change_config')
        const send = await asBearer(server, staff)
        const { body: before } = await send('GET', `settings/${key}/`)
        const longer = await send('PATCH', `settings/${key}/`, { value: before.default + day })
        expect(longer.status).toBe(200)

        const { body: history } = await send('GET', `settings/history/?key=${key}`)
        const attempts = [
          await send('PATCH', `settings/${key}/`, { value: before.default }),
          await send('PATCH', `settings/${key}/`, { value: before.default, dry_run: true }),
          await send('DELETE', `settings/${key}/`),
          await send('PATCH', 'settings/', { values: { [key]: before.default } }),
          await send('POST', `settings/history/${history.results[0].id}/revert/`, {}),
        ]
        expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
        expect(JSON.stringify(attempts[0]?.body)).toContain(`Only a superuser can shorten ${key}.`)
        expect((await send('GET', `settings/${key}/`)).body.value).toBe(before.default + day)
        const root = await asRoot()
        expect((await root('DELETE', `settings/${key}/`)).status).toBe(200)
      },
    )

    test('a shorter retention removes nothing for a day, and then not the entry that tells of it', async () => {
      const user = await addUser(server)
      await logIn(server, user)
      server.clock.advance(3 * dayMilliseconds)
      const administrator = await asRoot()
      await administrator('PATCH', 'settings/AUDIT_RETENTION/', { value: day })
      const logins = async () => (await (await auditor())('GET', 'audit/?action=auth.login')).body
      const ages = async () =>
        (await logins()).results.map(({ actor }: { actor: { label: string } }) => actor.label)

      await server.maintain()
      expect(await ages()).toContain(user.email)

      server.clock.advance(1.1 * dayMilliseconds)
      await server.maintain()
      expect(await ages()).not.toContain(user.email)

      // The change itself is kept as long as the longer time says.
      server.clock.advance(100 * dayMilliseconds)
      await server.maintain()
      expect(await ages()).not.toContain(user.email)
      const { body } = await (await auditor())(
        'GET',
        'audit/?object_type=setting&object_id=AUDIT_RETENTION',
      )
      expect(body.results.map(({ action }: { action: string }) => action)).toContain(
        'setting.change',
      )
    })

    /** An auditor of this moment: sessions of days ago are over. */
    const auditor = async () => asBearer(server, await addStaff(server, 'audit.view_event'))
  })

  describe('sessions', () => {
    test('of somebody who may do more cannot be ended, by any route', async () => {
      const root = await asRoot()
      const superuser = await addSuperuser(server)
      const other = await addStaff(server, 'users.view_user')
      const ordinary = await addUser(server)
      await Promise.all([superuser, other, ordinary].map((user) => logIn(server, user)))
      const send = await asBearer(
        server,
        await addStaff(server, 'sessions.view_session', 'sessions.revoke_session'),
      )
      const idOf = async (email: string) =>
        (await root('GET', `sessions/?q=${email}`)).body.results[0].id
      const above = [await idOf(superuser.email), await idOf(other.email)]

      for (const id of above) {
        expect((await send('DELETE', `sessions/${id}/`)).status).toBe(403)
      }
      for (const user of [superuser, other]) {
        const revoked = await send('POST', `users/${user.id}/revoke-sessions/`, {})
        expect(revoked.status).toBe(403)
      }
      const everything = { all_matching: true, dry_run: true }
      const { body: planned } = await send('POST', 'sessions/revoke/', everything)
      const ids = [...above, await idOf(ordinary.email)]
      const { body: done } = await send('POST', 'sessions/revoke/', { ids })

      expect(planned.skipped).toBeGreaterThanOrEqual(2)
      expect(done).toMatchObject({ matched: 1, users: 1, skipped: 2, revoked: 1 })
      for (const id of above) {
        expect((await root('GET', `sessions/${id}/`)).body.state).toBe('active')
      }
      // Who holds the permission too may.
      const peer = await addStaff(
        server,
        'users.view_user',
        'sessions.view_session',
        'sessions.revoke_session',
      )
      const asPeer = await asBearer(server, peer)
      expect((await asPeer('DELETE', `sessions/${above[1]}/`)).status).toBe(200)
    })
  })
})
