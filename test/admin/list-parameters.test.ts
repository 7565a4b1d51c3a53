import { describe, expect, test } from 'vitest'
import { purgeAudit } from '../../src/features/operations/purge-audit.ts'
import { withSuperuser } from '../support/admin-api.ts'
import { addUser, password } from '../support/people.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const day = 86_400_000
const cursorOf = (...position: unknown[]) =>
  Buffer.from(JSON.stringify(position)).toString('base64url')

describe.each(databases)('parameters of lists on %s', (database) => {
  const server = withServer({ database, env: { TRUSTED_PROXIES: '127.0.0.1/32' } })
  const send = withSuperuser(server)

  test.each([
    ['users/', '-id', 'text instead of a number', 1],
    ['users/', 'created_at', 'text', 1],
    ['users/', 'email', 5, 1],
    ['users/', 'email', 'a\u0000b', 1],
    ['users/', '-id', 1, 'x'],
    ['sessions/', '-id', 'x', 1],
    ['audit/', '-id', 'x', 1],
    ['groups/', 'name', 5, 1],
    ['settings/history/', '-id', 'x', 1],
  ])('%s refuses a cursor that was made up: %s %j', async (path, sort, ...position) => {
    const cursor = cursorOf(sort, ...position)
    const { status, body } = await send('GET', `${path}?sort=${sort}&cursor=${cursor}`)

    expect(status).toBe(400)
    expect(body.errors).toHaveProperty('cursor')
  })

  test.each([
    ['GET', 'users/?stat=deleted', 'stat'],
    ['GET', 'users/export?is_stafff=true', 'is_stafff'],
    ['POST', 'sessions/revoke/?usr=5', 'usr'],
    ['POST', 'users/bulk/?grup=5', 'grup'],
    ['GET', 'audit/?actor_idd=5', 'actor_idd'],
  ])('a misspelt filter is refused, not ignored: %s %s', async (method, path, name) => {
    const act = { action: 'delete', all_matching: true, dry_run: true }
    const { status, body } = await send(method, path, method === 'GET' ? undefined : act)

    expect(status).toBe(400)
    expect(body.errors).toEqual({ [name]: ['There is no such parameter.'] })
  })

  test('an address, its beginning or its network finds sessions and events', async () => {
    const addresses = ['10.1.19.7', '10.1.32.7', '2001:db8:0:1::5', '2001:db8:0:2::5']
    for (const address of addresses) {
      const { email } = await addUser(server)
      await server.post('/api/login/', { email, password }, { 'x-forwarded-for': address })
    }
    const found = async (filter: string) => {
      const query = `address=${encodeURIComponent(filter)}`
      const { body: sessions } = await send('GET', `sessions/?${query}`)
      const { body: events } = await send('GET', `audit/?action=auth.login&${query}`)
      expect(events.count).toBe(sessions.count)
      return sessions.results.map((row: { last_address: string }) => row.last_address).sort()
    }

    expect(await found('10.1.19.7')).toEqual(['10.1.19.7'])
    expect(await found('10.1.')).toEqual(['10.1.19.7', '10.1.32.7'])
    expect(await found('10.1.16.0/20')).toEqual(['10.1.19.7'])
    expect(await found('10.0.0.0/8')).toEqual(['10.1.19.7', '10.1.32.7'])
    expect(await found('2001:0DB8::1:0:0:0:5')).toEqual(['2001:db8:0:1::5'])
    expect(await found('2001:db8:0:2::/64')).toEqual(['2001:db8:0:2::5'])
    expect(await found('2001:db8::/32')).toEqual(['2001:db8:0:1::5', '2001:db8:0:2::5'])
    expect(await found('::/0')).toHaveLength(2)
  })

  test.each(['10.0.0.0/33', '10.0.0.0/', '::/129', '300.1.1.1', 'x.', '10.0.0.1/8/8', '%'])(
    '%s is no address',
    async (filter) => {
      const query = `address=${encodeURIComponent(filter)}`

      expect((await send('GET', `sessions/?${query}`)).status).toBe(400)
      expect((await send('GET', `audit/?${query}`)).status).toBe(400)
    },
  )

  test('sessions are exported with the filter and without tokens', async () => {
    const user = await addUser(server)
    await server.post('/api/login/', { email: user.email, password })
    const query = `user=${user.id}`
    const csv = await send('GET', `sessions/export?${query}&columns=user,state,last_address`)
    const lines = await send('GET', `sessions/export?${query}&format=jsonl`)
    const { body: events } = await send('GET', 'audit/?action=session.export')

    expect(csv.body).toBe(`user,state,last_address\r\n${user.email},active,127.0.0.1\r\n`)
    expect(lines.body).toMatchObject({ user: { email: user.email }, state: 'active' })
    expect(JSON.stringify(lines.body)).not.toMatch(/hash|selector|verifier/)
    expect(events.count).toBe(2)
  })

  test('old events are removed by whole days, and that is an event', async () => {
    const { body: before } = await send('GET', 'audit/?count=exact')
    server.clock.advance(365 * day + day)
    await purgeAudit(server.context)
    const entry = await server.context.db
      .selectFrom('audit_events')
      .select(['actor_kind', 'changes'])
      .where('action', '=', 'audit.purge')
      .executeTakeFirstOrThrow()

    expect(entry.actor_kind).toBe('system')
    expect(JSON.parse(entry.changes ?? '')).toMatchObject({ events: [before.count, 0] })
    await purgeAudit(server.context)
    const { count } = await server.context.db
      .selectFrom('audit_events')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(1)
  })
})
