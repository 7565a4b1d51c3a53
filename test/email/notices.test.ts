import { describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { withSuperuser } from '../support/admin-api.ts'
import { latchkeyOn } from '../support/latchkey.ts'
import { addStaff, addUser, password } from '../support/people.ts'
import { databases } from '../support/test-database.ts'
import { withMailServer } from '../support/with-server.ts'

const hour = 3_600_000
const day = 24 * hour
const maxFailures = 10

describe.each(databases)('notices on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  const send = withSuperuser(server)

  /** What was queued for this address, whether it is sent or not. */
  const queuedFor = (recipient: string) =>
    server.context.db
      .selectFrom('emails')
      .select(['kind', 'state', 'user_id as userId'])
      .where('recipient', '=', recipient)
      .orderBy('id')
      .execute()

  describe('of permissions in the console', () => {
    async function changed({ id, email }: User, change: object): Promise<string> {
      const answer = await send('PATCH', `users/${id}/`, change)
      expect(answer.status).toBe(200)
      return (await mailbox.next(email)).content
    }

    test('are sent when a role, groups or direct permissions change', async () => {
      const { body: group } = await send('POST', 'groups/', { name: 'Support', permissions: [] })
      const user = await addUser(server)
      const notice = 'Your role, groups or permissions'

      expect(await changed(user, { is_staff: true })).toContain(notice)
      expect(await changed(user, { permissions: ['users.view_user'] })).toContain(notice)
      expect(await changed(user, { groups: [group.id] })).toContain(notice)
      expect(await changed(user, { is_staff: false })).toContain(notice)
      const command = `createsuperuser --email ${user.email} --upsert --password-stdin`
      const given = { input: `${password}\n`, env: mailbox.environment }
      expect((await latchkeyOn(server.database)(command, given)).exit).toBe(0)
      expect((await queuedFor(user.email)).map(({ kind }) => kind)).toEqual(
        Array.from({ length: 5 }, () => 'permissions_changed'),
      )
    })

    test('are sent to those who work in the console when their group changes, and to nobody else', async () => {
      const codes = ['users.view_user']
      const { body: group } = await send('POST', 'groups/', { name: 'Desk', permissions: codes })
      const staff = await addStaff(server)
      const user = await addUser(server)
      const members = [staff.id, user.id]
      await send('POST', `groups/${group.id}/members/`, { add: members, remove: [] })
      const version = async () => (await send('GET', `groups/${group.id}/`)).body.version
      const act = async (method: string, path: string, body?: object) =>
        send(method, `groups/${group.id}/${path}`, body, { 'if-match': `"${await version()}"` })
      await act('PATCH', '', { name: 'Front desk' })
      await act('PATCH', '', { permissions: [...codes, 'sessions.view_session'] })
      await act('DELETE', '')
      await act('POST', 'restore/')

      expect(await queuedFor(staff.email)).toHaveLength(4)
      expect(await queuedFor(user.email)).toEqual([])
    })
  })

  describe('of too many wrong passwords', () => {
    /** Fills the window of this email. */
    async function lockOut(email: string): Promise<void> {
      for (let count = 0; count <= maxFailures; count += 1) {
        await server.post('/api/login/', { email, password: 'wrong' }, { 'accept-language': 'de' })
      }
    }

    test('are sent once a day, in the language of the server', async () => {
      const { email } = await addUser(server)
      server.clock.advance(2 * day)
      await lockOut(email)
      server.clock.advance(hour)
      await lockOut(email)
      server.clock.advance(day)
      await lockOut(email)
      const first = await mailbox.next(email)
      await mailbox.next(email)

      expect(first.content).toContain('127.0.0.1')
      expect(first.content).toContain('/account/forgot/')
      expect(first.subject).toBe('Too many failed logins to your account')
      // Dropped ones are deleted after an hour.
      const sent = (await queuedFor(email)).filter(({ state }) => state !== 'dropped')
      expect(sent.map(({ kind }) => kind)).toEqual(['login_failures', 'login_failures'])
    })

    test('go to no stranger: not without an account, nor to an address that nobody confirmed in a day', async () => {
      const { email } = await addUser(server)
      await lockOut(email)
      await lockOut('nobody@example.com')

      for (const address of [email, 'nobody@example.com']) {
        expect(await queuedFor(address)).toEqual([
          { kind: 'login_failures', state: 'dropped', userId: null },
        ])
      }
    })
  })
})
