import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { asConsole, type Send } from '../support/admin-api.ts'
import { addStaff, addSuperuser, addUser } from '../support/people.ts'
import { logIn, refresh } from '../support/sessions.ts'
import { countEvents } from '../support/state.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

describe.each(databases)('a dry run on %s', (database) => {
  let server: TestServer
  let first: User
  let asFirst: Send

  beforeEach(async () => {
    server = await startTestServer({ database })
    first = await addSuperuser(server)
    asFirst = await asConsole(server, first)
  })
  afterEach(() => server.close())

  /** What the dry run says, and then what really happens. */
  async function bothRuns(send: Send, body: object) {
    const before = await countEvents(server)
    const dry = await send('POST', 'users/bulk/', { ...body, dry_run: true })
    const written = (await countEvents(server)) - before
    const real = await send('POST', 'users/bulk/', body)
    return { dry: outcomeOf(dry.body), real: outcomeOf(real.body), written }
  }
  const outcomeOf = ({ changed, unchanged, failed }: Record<string, unknown>) => ({
    changed,
    unchanged,
    failed,
  })

  test.each(['deactivate', 'delete'])(
    'sees that of all superusers the last cannot go: %s',
    async (action) => {
      const second = await addSuperuser(server)
      const user = await addUser(server)
      const ids = [first.id, second.id, user.id]
      const { dry, real, written } = await bothRuns(asFirst, { action, ids, include_me: true })

      expect(dry).toEqual({
        changed: 2,
        unchanged: 0,
        failed: [expect.objectContaining({ id: second.id, code: 'last_superuser' })],
      })
      expect(real).toEqual(dry)
      expect(written).toBe(0)
    },
  )

  test('sees whom staff may not touch', async () => {
    const staff = await addStaff(server, 'users.view_user', 'users.change_user')
    const stronger = await addStaff(server, 'users.view_user', 'users.delete_user')
    const done = await addUser(server, { isActive: false })
    const users = [await addUser(server), first, stronger, done]
    const ids = users.map(({ id }) => id)
    const runs = await bothRuns(await asConsole(server, staff), { action: 'deactivate', ids })

    expect(runs.dry).toMatchObject({ changed: 1, unchanged: 1 })
    expect(runs.dry.failed).toMatchObject([
      { id: first.id, code: 'permission_denied' },
      { id: stronger.id, code: 'permission_denied' },
    ])
    expect(runs.real).toEqual(runs.dry)
    expect(runs.written).toBe(0)
  })

  test('sees who is in a group already, and that staff cannot hand on what they do not hold', async () => {
    const staff = await addStaff(server, 'users.view_user', 'users.change_user')
    const asStaff = await asConsole(server, staff)
    const group = async (name: string, permissions: string[]) =>
      (await asFirst('POST', 'groups/', { name, permissions })).body.id
    const viewers = await group('Viewers', ['users.view_user'])
    const keepers = await group('Keepers', ['keys.rotate_key'])
    const member = await addUser(server, { groups: [viewers] })
    const ids = [member.id, (await addUser(server)).id]

    const added = await bothRuns(asStaff, { action: 'add_group', ids, group: viewers })
    const refused = await bothRuns(asStaff, { action: 'add_group', ids, group: keepers })

    expect(added.dry).toEqual({ changed: 1, unchanged: 1, failed: [] })
    expect(added.real).toEqual(added.dry)
    expect(refused.dry).toMatchObject({ changed: 0, unchanged: 0 })
    expect(refused.dry.failed).toMatchObject([
      { code: 'permission_denied' },
      { code: 'permission_denied' },
    ])
    expect(refused.real).toEqual(refused.dry)
  })

  test('changes no user and ends no session', async () => {
    const user = await addUser(server)
    const session = await logIn(server, user)
    for (const action of ['deactivate', 'delete', 'revoke_sessions']) {
      await asFirst('POST', 'users/bulk/', { action, ids: [user.id], dry_run: true })
    }

    expect((await asFirst('GET', `users/${user.id}/`)).body).toMatchObject({
      state: 'active',
      version: 1,
    })
    expect((await refresh(server, session.refreshToken)).status).toBe(200)
  })
})
