import { describe, expect, test } from 'vitest'
import { endDeactivations } from '../../src/features/operations/end-deactivations.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import { withSuperuser } from '../support/admin-api.ts'
import { addUser, password } from '../support/people.ts'
import { countEvents } from '../support/state.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const day = 86_400_000

describe.each(databases)('a deactivation on %s', (database) => {
  const server = withServer({ database })
  const send = withSuperuser(server)

  const inDays = (days: number) => new Date(server.clock.now() + days * day).toISOString()
  const read = async (user: User) => (await send('GET', `users/${user.id}/`)).body
  const deactivate = (user: User, body: object) =>
    send('POST', `users/${user.id}/deactivate/`, body)
  const logIn = async (user: User) =>
    (await server.post('/api/login/', { email: user.email, password })).status
  const latestEvent = async ({ id }: User) => {
    const list = await send('GET', `audit/?object_type=user&object_id=${id}&action=user.`)
    return list.body.results[0]
  }

  test('has a reason and an end, which the user, the list and the audit show', async () => {
    const user = await addUser(server)
    const until = inDays(7)
    const answer = await deactivate(user, { reason: 'On leave', until })

    const shown = {
      state: 'deactivated',
      deactivation_reason: 'On leave',
      deactivated_until: until,
    }
    expect(answer.body).toMatchObject(shown)
    expect((await send('GET', `users/?ids=${user.id}`)).body.results).toMatchObject([shown])
    expect(await latestEvent(user)).toMatchObject({
      action: 'user.deactivate',
      changes: {
        is_active: [true, false],
        deactivation_reason: [null, 'On leave'],
        deactivated_until: [null, until],
      },
    })
  })

  test('ends by itself when its moment comes, and the audit says that the system did it', async () => {
    const user = await addUser(server)
    await deactivate(user, { reason: 'On leave', until: new Date(server.clock.now() + 1_000) })
    const before = await logIn(user)

    server.clock.advance(1_000)
    await Promise.all([endDeactivations(server.context), endDeactivations(server.context)])
    const events = await countEvents(server)
    await endDeactivations(server.context)

    expect([before, await logIn(user)]).toEqual([400, 200])
    expect(await read(user)).toMatchObject({
      state: 'active',
      deactivation_reason: null,
      deactivated_until: null,
    })
    expect(await latestEvent(user)).toMatchObject({
      action: 'user.activate',
      actor: { kind: 'system' },
    })
    expect(await countEvents(server)).toBe(events + 1)
  })

  test('goes on for those whose end is still to come, or who were deleted meanwhile', async () => {
    const later = await addUser(server)
    const deleted = await addUser(server)
    await deactivate(later, { until: new Date(server.clock.now() + 60_000) })
    await deactivate(deleted, { until: new Date(server.clock.now() + 1_000) })
    await send('DELETE', `users/${deleted.id}/`)

    server.clock.advance(2_000)
    await endDeactivations(server.context)

    expect(await read(later)).toMatchObject({ state: 'deactivated' })
    expect(await read(deleted)).toMatchObject({ state: 'deleted', is_active: false })
  })

  test('is over at once for whoever is restored after its end', async () => {
    const user = await addUser(server)
    await deactivate(user, { until: new Date(server.clock.now() + 1_000) })
    await send('DELETE', `users/${user.id}/`)
    server.clock.advance(2_000)
    await send('POST', `users/${user.id}/restore/`, {})
    await endDeactivations(server.context)

    expect(await read(user)).toMatchObject({ state: 'active', deactivated_until: null })
  })

  test('forgets reason and end when somebody activates the user', async () => {
    const user = await addUser(server)
    await deactivate(user, { reason: 'On leave', until: inDays(7) })
    await send('POST', `users/${user.id}/activate/`, {})
    await deactivate(user, {})

    expect(await read(user)).toMatchObject({ deactivation_reason: null, deactivated_until: null })
  })

  test.each([
    ['over', -1, 'This time is in the past. Choose a later one.'],
    ['more than ten years ahead', 3_700, 'At most 10 years from now.'],
  ])('is refused when its end is %s', async (_case, days, issue) => {
    const user = await addUser(server)
    const until = inDays(days)
    const bulk = { action: 'deactivate', ids: [user.id], until }
    const answers = [await deactivate(user, { until }), await send('POST', 'users/bulk/', bulk)]
    const change = { is_active: false, deactivated_until: until }
    const patched = await send('PATCH', `users/${user.id}/`, change)

    for (const { status, body } of answers) {
      expect([status, body.errors]).toEqual([400, { until: [issue] }])
    }
    expect(patched.body.errors).toEqual({ deactivated_until: [issue] })
    expect(await read(user)).toMatchObject({ state: 'active', version: 1 })
  })

  test('is refused when its end is no moment', async () => {
    const user = await addUser(server)

    for (const until of ['', 'tomorrow', '2030-13-01', 7]) {
      const { status, body } = await deactivate(user, { until })
      expect([status, Object.keys(body.errors)]).toEqual([400, ['until']])
    }
  })

  test('can be given another reason and end, or none, by a change', async () => {
    const user = await addUser(server)
    await deactivate(user, { reason: 'On leave', until: inDays(7) })
    const path = `users/${user.id}/`
    const until = inDays(14)
    const longer = await send('PATCH', path, { deactivated_until: until })
    const endless = await send('PATCH', path, { deactivation_reason: '', deactivated_until: null })

    expect(longer.body).toMatchObject({ deactivation_reason: 'On leave', deactivated_until: until })
    expect(endless.body).toMatchObject({ deactivation_reason: null, deactivated_until: null })
  })

  test('can be made by a change, and ended by one', async () => {
    const user = await addUser(server)
    const path = `users/${user.id}/`
    const until = inDays(7)
    const made = await send('PATCH', path, { is_active: false, deactivated_until: until })
    const event = await latestEvent(user)
    const ended = await send('PATCH', path, { is_active: true })

    expect(made.body).toMatchObject({ state: 'deactivated', deactivated_until: until })
    expect(event.action).toBe('user.deactivate')
    expect(ended.body).toMatchObject({ state: 'active', deactivated_until: null })
    expect((await latestEvent(user)).action).toBe('user.activate')
  })

  test('is what a reason and an end belong to: an active user has neither', async () => {
    const user = await addUser(server)
    const path = `users/${user.id}/`
    const answers = [
      await send('PATCH', path, { deactivated_until: inDays(7) }),
      await send('PATCH', path, { deactivation_reason: 'On leave' }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([400, 400])
  })

  test('of many users has one reason and one end', async () => {
    const ids = [(await addUser(server)).id, (await addUser(server)).id]
    const until = inDays(30)
    const bulk = { action: 'deactivate', ids, reason: 'Audit', until }
    const { body } = await send('POST', 'users/bulk/', bulk)

    expect(body).toMatchObject({ changed: 2, failed: [] })
    const list = await send('GET', `users/?ids=${ids.join(',')}`)
    for (const row of list.body.results) {
      expect(row).toMatchObject({ deactivation_reason: 'Audit', deactivated_until: until })
    }
  })

  test('of one that is deactivated already the last order counts', async () => {
    const user = await addUser(server)
    await deactivate(user, { reason: 'On leave', until: inDays(1) })
    const forGood = await deactivate(user, { reason: 'Compromised' })
    const kept = await deactivate(user, {})
    const bulk = { action: 'deactivate', ids: [user.id], until: inDays(2) }
    const limited = await send('POST', 'users/bulk/', bulk)
    const after = await read(user)

    expect(forGood.body).toMatchObject({
      deactivation_reason: 'Compromised',
      deactivated_until: null,
    })
    expect(kept.body).toMatchObject({ deactivation_reason: 'Compromised', deactivated_until: null })
    expect(limited.body).toMatchObject({ changed: 1 })
    expect(after).toMatchObject({
      deactivation_reason: 'Compromised',
      deactivated_until: inDays(2),
    })
  })

  test('a permanent one after a temporary one does not end with it', async () => {
    const user = await addUser(server)
    await deactivate(user, { until: new Date(server.clock.now() + 1_000) })
    await deactivate(user, { reason: 'Compromised' })
    server.clock.advance(2_000)
    await endDeactivations(server.context)

    const { status } = await server.post('/api/login/', { email: user.email, password })
    expect(status).toBe(400)
    expect(await read(user)).toMatchObject({ state: 'deactivated' })
  })

  test.each([
    '2030-02-30T08:00Z',
    '2031-02-29',
    '2030-13-01',
    '2030-04-31T00:00:00Z',
    '2030-02-01T24:00Z',
    '2030-02-01T08:60Z',
    '2030-02-01T08:00',
    '2030-02-01T08:00+24:00',
  ])('a moment that does not exist, or has no zone, ends nothing: %s', async (until) => {
    const user = await addUser(server)
    const answers = [
      await deactivate(user, { until }),
      await send('PATCH', `users/${user.id}/`, { is_active: false, deactivated_until: until }),
      await send('GET', `users/?created_after=${encodeURIComponent(until)}`),
    ]

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
    expect(await read(user)).toMatchObject({ state: 'active' })
  })

  test('who is not deleted cannot be restored, nor can a group', async () => {
    const user = await addUser(server)
    const { body: group } = await send('POST', 'groups/', { name: 'Living' })
    const answers = [
      await send('POST', `users/${user.id}/restore/`, {}),
      await send('POST', `groups/${group.id}/restore/`, {}),
    ]

    expect(answers.map(({ status }) => status)).toEqual([409, 409])
  })
})
