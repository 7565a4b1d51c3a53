import { beforeEach, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { asConsole, postForm, type Send } from '../support/admin-api.ts'
import { addSuperuser, addUser } from '../support/people.ts'
import { databases, startTestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const minute = 60_000

describe.each(databases)('locked users on %s', (database) => {
  const server = withServer({
    database,
    env: { LOGIN_MAX_FAILURES: '3', LOGIN_LOCKOUT_DURATION: '15m' },
  })
  let send: Send

  beforeEach(async () => {
    await server.reset()
    send = await asConsole(server, await addSuperuser(server))
  })

  const wrong = 'a wrong password'
  const fail = (email: string) => server.post('/api/login/', { email, password: wrong })
  async function lock({ email }: User) {
    for (let failure = 0; failure < 3; failure += 1) await fail(email)
  }
  const idsOf = async (states: string) =>
    (await send('GET', `users/?state=${states}`)).body.results.map((row: { id: number }) => row.id)
  const counted = async () => (await send('GET', 'stats/')).body.cards.locked_accounts

  test('are found by their state, whichever log-in was tried', async () => {
    const [byApi, byConsole, failedTwice] = [
      await addUser(server),
      await addUser(server),
      await addUser(server),
    ]
    await lock(byApi)
    for (let failure = 0; failure < 3; failure += 1) {
      await postForm(server, '/admin/login/', { email: byConsole.email, password: wrong })
    }
    await fail(failedTwice.email)
    await fail(failedTwice.email)
    for (let failure = 0; failure < 4; failure += 1) await fail('nobody@example.com')

    expect(await idsOf('locked')).toEqual([byConsole.id, byApi.id])
    expect(await counted()).toBe(2)
  })

  test('are active ones: who is deactivated or deleted is found as that', async () => {
    const [deactivated, deleted, locked] = [
      await addUser(server),
      await addUser(server),
      await addUser(server),
    ]
    await Promise.all([lock(deactivated), lock(deleted), lock(locked)])
    await send('POST', `users/${deactivated.id}/deactivate/`, {})
    await send('DELETE', `users/${deleted.id}/`)

    expect(await idsOf('locked')).toEqual([locked.id])
    expect(await idsOf('locked,deactivated')).toEqual([locked.id, deactivated.id])
    expect(await idsOf('locked,deleted')).toEqual([locked.id, deleted.id])
    expect(await idsOf('active')).toContain(locked.id)
  })

  test('are found until they are unlocked, or the time is over', async () => {
    const [unlocked, waiting] = [await addUser(server), await addUser(server)]
    await lock(unlocked)
    await lock(waiting)
    await send('POST', `users/${unlocked.id}/unlock/`, {})
    const before = await idsOf('locked')
    server.clock.advance(15 * minute)

    expect(before).toEqual([waiting.id])
    expect(await idsOf('locked')).toEqual([])
  })

  test('are no longer found after a change of their address', async () => {
    const user = await addUser(server)
    await lock(user)
    await send('PATCH', `users/${user.id}/`, { email: 'other@example.com' })

    expect(await idsOf('locked')).toEqual([])
    expect((await send('GET', `users/${user.id}/`)).body.locked_until).toBeNull()
  })

  test('can be acted on together', async () => {
    const users = [await addUser(server), await addUser(server)]
    await Promise.all(users.map(lock))
    const bulk = { action: 'deactivate', all_matching: true, expected_count: 2 }
    const { body } = await send('POST', 'users/bulk/?state=locked', bulk)

    expect(body).toMatchObject({ matched: 2, changed: 2 })
  })

  test('do not exist where nothing locks', async () => {
    const admin = await addSuperuser(server)
    await lock(await addUser(server))
    const env = { LOGIN_MAX_FAILURES: '0' }
    const lenient = await startTestServer({ database, besides: server, env })
    const ask = await asConsole(lenient, admin)
    const { body } = await ask('GET', 'users/?state=locked')
    const { cards } = (await ask('GET', 'stats/')).body
    await lenient.close()

    expect([body.count, cards.locked_accounts]).toEqual([0, 0])
  })
})
