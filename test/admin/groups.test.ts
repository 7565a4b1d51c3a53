import { describe, expect, test } from 'vitest'
import { asBearer, withSuperuser } from '../support/admin-api.ts'
import { addStaff, addUser } from '../support/people.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

describe.each(databases)('groups on %s', (database) => {
  const server = withServer({ database })
  const send = withSuperuser(server)

  const makeGroup = async (name: string, permissions: string[]) =>
    (await send('POST', 'groups/', { name, permissions })).body

  test('members hold the permissions of their groups, and each right says where it comes from', async () => {
    const group = await makeGroup('Support', ['users.view_user', 'sessions.view_session'])
    const user = await addUser(server, { isStaff: true, permissions: ['users.view_user'] })
    await send('POST', `groups/${group.id}/members/`, { add: [user.id] })
    const { body } = await send('GET', `users/${user.id}/`)
    const asMember = await asBearer(server, user)

    expect(body.effective_permissions).toEqual([
      {
        code: 'users.view_user',
        label: 'View users',
        origins: [{ type: 'direct' }, { type: 'group', id: group.id, name: 'Support' }],
      },
      {
        code: 'sessions.view_session',
        label: 'View sessions',
        origins: [{ type: 'group', id: group.id, name: 'Support' }],
      },
    ])
    expect((await asMember('GET', 'sessions/')).status).toBe(200)
    await send('POST', `groups/${group.id}/members/`, { remove: [user.id] })
    expect((await asMember('GET', 'sessions/')).status).toBe(403)
  })

  test('a deleted group grants nothing, and comes back with its members', async () => {
    const group = await makeGroup('Auditors', ['audit.view_event'])
    const user = await addUser(server, { isStaff: true, groups: [group.id] })
    const asMember = await asBearer(server, user)
    const before = await asMember('GET', 'audit/')
    const deleted = await send('DELETE', `groups/${group.id}/`)
    const without = await asMember('GET', 'audit/')
    const restored = await send('POST', `groups/${group.id}/restore/`, {})
    const after = await asMember('GET', 'audit/')

    expect([before.status, without.status, after.status]).toEqual([200, 403, 200])
    expect(deleted.body.deleted_at).not.toBeNull()
    expect(restored.body).toMatchObject({ deleted_at: null, member_count: 1 })
  })

  test('a name belongs to one living group', async () => {
    const first = await makeGroup('Twins', [])
    const second = await send('POST', 'groups/', { name: 'Twins' })
    await send('DELETE', `groups/${first.id}/`)
    const third = await send('POST', 'groups/', { name: 'Twins' })
    const back = await send('POST', `groups/${first.id}/restore/`, {})

    expect([second.status, third.status, back.status]).toEqual([400, 201, 400])
    expect(second.body.errors).toEqual({ name: ['There is a group with this name already.'] })
  })

  test('a change is shown before it is made, and refused when it is outdated', async () => {
    const group = await makeGroup('Preview', ['users.view_user', 'users.add_user'])
    await addUser(server, { groups: [group.id] })
    const permissions = ['users.view_user', 'keys.view_key']
    const dry = await send('PATCH', `groups/${group.id}/?dry_run=true`, { permissions })
    const done = await send('PATCH', `groups/${group.id}/`, { permissions }, { 'if-match': '"1"' })
    const late = await send('PATCH', `groups/${group.id}/`, { name: 'Late' }, { 'if-match': '"1"' })

    expect(dry.body).toEqual({
      added: ['keys.view_key'],
      removed: ['users.add_user'],
      affected_users: 1,
    })
    expect(done.body).toMatchObject({ permissions, version: 2 })
    expect([late.status, late.body.versions.current.version]).toEqual([412, 2])
  })

  test('nobody hands on through a group what they do not hold', async () => {
    const keys = await makeGroup('Keys', ['keys.rotate_key'])
    const staff = await addStaff(
      server,
      'auth.view_group',
      'auth.add_group',
      'auth.change_group',
      'auth.delete_group',
      'users.view_user',
      'users.change_user',
    )
    const asStaff = await asBearer(server, staff)
    const own = await asStaff('POST', 'groups/', { name: 'Own', permissions: ['users.view_user'] })
    await send('DELETE', `groups/${keys.id}/`)
    const attempts = [
      await asStaff('POST', `groups/${keys.id}/restore/`, {}),
      await asStaff('PATCH', `groups/${own.body.id}/`, { permissions: ['keys.rotate_key'] }),
      await asStaff('POST', 'groups/', { name: 'More', permissions: ['keys.rotate_key'] }),
    ]
    await send('POST', `groups/${keys.id}/restore/`, {})
    attempts.push(
      await asStaff('POST', `groups/${keys.id}/members/`, { add: [staff.id] }),
      await asStaff('PATCH', `users/${staff.id}/`, { groups: [keys.id] }),
    )
    const bulk = { action: 'add_group', group: keys.id, ids: [staff.id], include_me: true }
    const inBulk = await asStaff('POST', 'users/bulk/', bulk)

    expect(own.status).toBe(201)
    expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    expect(inBulk.body).toMatchObject({ changed: 0, failed: [{ code: 'permission_denied' }] })
    expect((await send('GET', `users/${staff.id}/`)).body.groups).toEqual([])
  })

  test('every right is listed, with whether one may grant it', async () => {
    const asStaff = await asBearer(server, await addStaff(server, 'users.view_user'))
    const { body } = await asStaff('GET', 'permissions')
    const held = body.results.filter((permission: { is_held: boolean }) => permission.is_held)

    expect(held.map(({ code }: { code: string }) => code)).toEqual(['users.view_user'])
    expect(body.count).toBe(body.results.length)
  })

  test('nobody takes away through a group what they do not hold', async () => {
    const { id } = await makeGroup('Key holders', ['keys.revoke_key', 'auth.view_group'])
    const staff = await addStaff(
      server,
      'auth.view_group',
      'auth.change_group',
      'auth.delete_group',
    )
    const asStaff = await asBearer(server, staff)
    const emptied = await asStaff('PATCH', `groups/${id}/`, { permissions: ['auth.view_group'] })
    const deleted = await asStaff('DELETE', `groups/${id}/`)
    const allowed = await asStaff('PATCH', `groups/${id}/`, { permissions: ['keys.revoke_key'] })

    expect([emptied.status, deleted.status, allowed.status]).toEqual([403, 403, 200])
  })

  test('every act on a group can be made to depend on its version', async () => {
    const { id } = await makeGroup('Versioned', [])
    const stale = { 'if-match': '"99"' }
    const { id: member } = await addUser(server)

    for (const [method, path, body] of [
      ['PATCH', '', { name: 'Other' }],
      ['POST', 'members/', { add: [member] }],
      ['DELETE', '', undefined],
      ['POST', 'restore/', {}],
    ] as const) {
      const { status, body: problem } = await send(method, `groups/${id}/${path}`, body, stale)
      expect(status).toBe(412)
      expect(problem.versions).toMatchObject({ expected: 99, current: { id, member_count: 0 } })
    }
    expect((await send('DELETE', `groups/${id}/`, undefined, { 'if-match': '"1"' })).status).toBe(
      200,
    )
  })
})
