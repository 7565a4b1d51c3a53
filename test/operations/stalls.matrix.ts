import { beforeAll, describe, expect, test } from 'vitest'
import { asConsole, type Send } from '../support/admin-api.ts'
import { addSuperuser } from '../support/people.ts'
import { databases, type TestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const users = 20_000
const bulk = 400

describe.each(databases)('what administrators do on %s', (database) => {
  const server = withServer({ database })
  let send: Send

  beforeAll(async () => {
    await fill(server)
    send = await asConsole(server, await addSuperuser(server))
  })

  const content = Array.from({ length: bulk }, (_, index) => `imported${index}@example.com`)
  const acts: readonly (readonly [string, string, string, object | undefined])[] = [
    ['an export', 'GET', 'users/export', undefined],
    ['an export of sessions', 'GET', 'sessions/export?format=jsonl', undefined],
    ['an import', 'POST', 'users/import/', { content: ['email', ...content].join('\n') }],
    ['a bulk act', 'POST', 'users/bulk/', { action: 'deactivate', ids: idsTo(bulk) }],
    ['ending all sessions', 'POST', 'sessions/revoke/', { all_matching: true }],
  ]

  test.each(acts)('%s lets others have their turn again and again', async (_name, ...request) => {
    let isDone = false
    const work = send(...request).finally(() => {
      isDone = true
    })
    let answered = 0
    while (!isDone) {
      await server.get('/livez')
      if (!isDone) answered += 1
    }

    expect((await work).status).toBe(200)
    expect(answered).toBeGreaterThan(5)
  })

  test.each([
    ['a search anywhere', 'users/?q=nobody&contains=true'],
    ['an exact count', 'users/?count=exact'],
    ['a search by network', 'sessions/?address=10.0.0.0/9&count=exact'],
    ['a search by client', 'sessions/?client=netscape&count=exact'],
  ])('%s is slower than whoever comes after it', async (_name, path) => {
    const order: string[] = []
    const note = (name: string) => () => order.push(name)
    // The thread that reads is there.
    await send('GET', path)
    const scan = send('GET', path).then(note('scan'))
    await Promise.all([server.get('/livez').then(note('probe')), scan])

    expect(order).toEqual(['probe', 'scan'])
  })
})

const idsTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

async function fill({ context: { db, now } }: TestServer): Promise<void> {
  const at = now()
  const rowsOf = <Row>(row: (id: number) => Row) => idsTo(users).map(row)
  const people = rowsOf((id) => ({
    email: `person${id}@example.com`,
    email_identity: `person${id}@example.com`,
    password_hash: '!',
    is_active: true,
    is_staff: false,
    is_superuser: false,
    created_at: at,
    updated_at: at,
  }))
  const sessions = rowsOf((id) => ({
    user_id: id,
    selector_hash: `selector-${id}`,
    verifier_hash: `verifier-${id}`,
    created_at: at,
    rotated_at: at,
    expires_at: at + 86_400_000,
    rotation_count: 0,
    last_address: `10.1.${id % 200}.7`,
    user_agent: 'okhttp/4.12.0',
  }))
  await db.transaction().execute(async (db) => {
    for (let start = 0; start < users; start += 1_000) {
      await db
        .insertInto('users')
        .values(people.slice(start, start + 1_000))
        .execute()
      await db
        .insertInto('sessions')
        .values(sessions.slice(start, start + 1_000))
        .execute()
    }
  })
}
