import { describe, expect, test } from 'vitest'
import { asConsole } from '../support/admin-api.ts'
import { addSuperuser, addUser } from '../support/people.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { withServer } from '../support/with-server.ts'

describe.each(databases)('sentences of the audit log on %s', (database) => {
  const server = withServer({ database })

  test('each says what was changed, in whom or what, and why something was refused', async () => {
    const admin = await addSuperuser(server)
    const sami = await addUser(server, { email: 'sami@example.com' })
    const send = await asConsole(server, admin)
    const { body: support } = await send('POST', 'groups/', { name: 'Support', permissions: [] })

    await send('POST', `groups/${support.id}/members/`, { add: [sami.id] })
    await send('POST', `groups/${support.id}/members/`, { remove: [sami.id] })
    await send('PATCH', `groups/${support.id}/`, { permissions: ['users.view_user'] })
    await send('PATCH', `users/${sami.id}/`, { username: 'Sami', is_staff: true })
    await send('POST', `users/${sami.id}/deactivate/`, {
      reason: 'on leave',
      until: '2030-02-01T08:30:00Z',
    })
    await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 900)
    await server.post('/api/login/', { email: admin.email, password: 'wrong' })
    const { body } = await send('GET', 'audit/?limit=8')

    expect(body.results.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'failed to log in: invalid email or password',
      'changed the setting ACCESS_TOKEN_LIFETIME: default (30s) → 15m',
      'deactivated the user sami@example.com until Feb 1, 2030, 08:30 UTC: on leave',
      'changed the user sami@example.com: username none → Sami, staff no → yes',
      'changed the group Support: permissions + “View users”',
      'removed sami@example.com from Support',
      'added sami@example.com to Support',
      'created the group Support',
    ])
  })
})
