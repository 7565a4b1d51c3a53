import { beforeEach, describe, expect, test } from 'vitest'
import { asConsole } from '../support/admin-api.ts'
import { latchkeyOn } from '../support/latchkey.ts'
import { addSuperuser, addUser } from '../support/people.ts'
import { logIn } from '../support/sessions.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const day = 86_400_000

describe.each(databases)('the audit log on %s', (database) => {
  let server: TestServer

  beforeEach(async () => {
    server = await startTestServer({ database })
    return () => server.close()
  })

  /** Entries by these nodes, all of which have their places. */
  async function write(count: number, nodes = [server]): Promise<void> {
    const user = await addUser(server)
    const logins = Array.from({ length: count }, (_, index) =>
      logIn(nodes[index % nodes.length] ?? server, user),
    )
    await Promise.all(logins)
    for (const node of nodes) await node.maintain()
  }

  const verify = () => latchkeyOn(server.database)('audit verify --json')
  const entries = () => server.context.db.selectFrom('audit_events').select(['id', 'seal_number'])
  const numberOf = async (place: number) => {
    const rows = await entries().where('seal_number', '>', 0).orderBy('seal_number').execute()
    const row = rows[place]
    if (!row) throw new Error('no such entry')
    return row
  }

  test('is as it was written, whoever wrote at the same time', async () => {
    const node = await startTestServer({ database, besides: server })
    await write(12, [server, node])
    await node.close()
    const { exit, json } = await verify()

    expect(exit).toBe(0)
    expect(json).toMatchObject({ intact: true, altered: [], missing: [], chain_intact: true })
    expect(json.verified).toBeGreaterThanOrEqual(13)
  })

  test('names what somebody changed, added, or moved to another place', async () => {
    await write(9)
    const { db } = server.context
    const changes = [
      { actor: 'somebody else' },
      { at: 1 },
      { changes: '{"is_staff":[false,false]}' },
      { seal: null },
      { seal_number: 1_000 },
    ]
    const changed: number[] = []
    for (const [place, change] of changes.entries()) {
      const { id } = await numberOf(place)
      await db.updateTable('audit_events').set(change).where('id', '=', id).execute()
      changed.push(id)
    }
    const added = await db
      .insertInto('audit_events')
      .values({
        at: 1,
        actor_kind: 'user',
        actor: 'nobody',
        action: 'auth.login',
        result: 'success',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { exit, json } = await verify()

    expect(exit).toBe(1)
    expect(json.intact).toBe(false)
    expect(json.altered.toSorted()).toEqual([...changed, added.id].toSorted())
  })

  test('names what somebody removed: the first, one in the middle, the last', async () => {
    await write(6)
    const count = (await entries().where('seal_number', '>', 0).execute()).length
    const removed = [await numberOf(0), await numberOf(3), await numberOf(count - 1)]
    const ids = removed.map(({ id }) => id)
    await server.context.db.deleteFrom('audit_events').where('id', 'in', ids).execute()
    const { exit, json } = await verify()

    expect(exit).toBe(1)
    const missing = removed.map(({ seal_number: number }) => ({ from: number, to: number }))
    expect(json).toMatchObject({ altered: [], missing })
  })

  test('cannot be cut at an end by moving that end', async () => {
    await write(4)
    const { id, seal_number: number } = await numberOf(0)
    const { db } = server.context
    await db.deleteFrom('audit_events').where('id', '=', id).execute()
    await db
      .updateTable('audit_chain')
      .set({ first_number: (number ?? 0) + 1 })
      .execute()
    const { exit, json } = await verify()

    expect(exit).toBe(1)
    expect(json.chain_intact).toBe(false)
  })

  test('can be proven after a purge, and what is left of it', async () => {
    await write(4)
    server.clock.advance(400 * day)
    const count = async () => (await entries().execute()).length
    const before = await count()
    await server.maintain()
    expect(await count()).toBeLessThan(before)
    await write(2)
    const { exit, json } = await verify()

    expect(exit).toBe(0)
    expect(json).toMatchObject({ intact: true, missing: [] })
    expect(json.verified).toBeGreaterThan(2)
  })

  test('is exported as lines of JSON, the oldest first', async () => {
    const send = await asConsole(server, await addSuperuser(server))
    await send('POST', 'groups/', { name: 'Sealed' })
    const { stdout, exit } = await latchkeyOn(server.database)('audit export')
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

    expect(exit).toBe(0)
    expect(lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id).toSorted((a, b) => a - b))
    expect(lines).toContainEqual(
      expect.objectContaining({
        action: 'group.create',
        result: 'success',
        object: expect.objectContaining({ type: 'group', label: 'Sealed' }),
      }),
    )
    expect(stdout).not.toMatch(/"seal/)
  })
})
