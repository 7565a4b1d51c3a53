import { describe, expect, test } from 'vitest'
import { asBearer, asConsole } from '../support/admin-api.ts'
import { addStaff, addSuperuser } from '../support/people.ts'
import { databases, startTestServer } from '../support/test-server.ts'

describe.each(databases)('the last active superuser on %s', (database) => {
  test('cannot be removed by any road', async () => {
    const server = await startTestServer({ database })
    const root = await addSuperuser(server)
    await addSuperuser(server, { isActive: false })
    const send = await asConsole(server, root)
    const bulk = (action: string) =>
      send('POST', 'users/bulk/', { action, ids: [root.id], include_me: true })
    const attempts = [
      await send('PATCH', `users/${root.id}/`, { is_superuser: false }),
      await send('PATCH', `users/${root.id}/`, { is_active: false }),
      await send('POST', `users/${root.id}/deactivate/`, {}),
      await send('DELETE', `users/${root.id}/`),
    ]
    const inBulk = [await bulk('deactivate'), await bulk('delete')]
    const purge = await send('POST', `users/${root.id}/purge/`, { confirm: root.email })
    const after = await send('GET', `users/${root.id}/`)
    await server.close()

    expect(attempts.map(({ status, body }) => [status, body.code])).toEqual(
      attempts.map(() => [409, 'last_superuser']),
    )
    expect(inBulk.map(({ body }) => body.failed[0]?.code)).toEqual([
      'last_superuser',
      'last_superuser',
    ])
    expect(purge.status).toBe(409)
    expect(after.body).toMatchObject({
      state: 'active',
      is_superuser: true,
      is_last_superuser: true,
    })
  })

  test('remains when two remove each other at once, on two nodes', async () => {
    const server = await startTestServer({ database })
    const other = await startTestServer({ database, besides: server })
    for (let round = 0; round < 8; round += 1) {
      const [first, second] = [await addSuperuser(server), await addSuperuser(server)]
      const asFirst = await asBearer(server, first)
      const asSecond = await asBearer(other, second)
      await server.context.db
        .updateTable('users')
        .set({ is_superuser: false })
        .where('id', 'not in', [first.id, second.id])
        .execute()

      const mutations = await Promise.all([
        asFirst('PATCH', `users/${second.id}/`, { is_superuser: false }),
        asSecond('POST', `users/${first.id}/deactivate/`, {}),
        asFirst('DELETE', `users/${second.id}/`),
        asSecond('PATCH', `users/${first.id}/`, { is_superuser: false }),
      ])
      const left = await server.context.db
        .selectFrom('users')
        .select('id')
        .where('is_superuser', '=', true)
        .where('is_active', '=', true)
        .where('deleted_at', 'is', null)
        .execute()

      expect(left.length).toBeGreaterThanOrEqual(1)
      expect(mutations.filter(({ status }) => status >= 500)).toEqual([])
    }
    await other.close()
    await server.close()
  }, 30_000)

  test('staff without the flag cannot touch any superuser', async () => {
    const server = await startTestServer({ database })
    const root = await addSuperuser(server)
    await addSuperuser(server)
    const permissions = ['users.change_user', 'users.delete_user', 'users.view_user'] as const
    const send = await asBearer(server, await addStaff(server, ...permissions))
    const attempts = [
      await send('PATCH', `users/${root.id}/`, { username: 'x' }),
      await send('POST', `users/${root.id}/deactivate/`, {}),
      await send('POST', `users/${root.id}/unlock/`, {}),
      await send('DELETE', `users/${root.id}/`),
    ]
    await server.close()

    expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })
})
