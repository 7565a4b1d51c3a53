import { pbkdf2Sync } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { asConsole } from '../support/admin-api.ts'
import { addSuperuser, addUser, password } from '../support/people.ts'
import { processorMilliseconds, startOfWork } from '../support/processor-time.ts'
import { type Answer, databases, startTestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const rounds = 28
const wrong = 'a wrong password'
const slowRounds = 1_000_000

describe.each(databases)('on %s', (database) => {
  const server = withServer({ database, env: { LOGIN_MAX_FAILURES: '0' } })
  let emails: Readonly<Record<string, string>>

  beforeAll(async () => {
    emails = {
      unknown: 'nobody@example.com',
      'wrong password': await createAccount({}),
      inactive: await createAccount({ is_active: false }),
      'no usable password': await createAccount({ password_hash: '!Pnln1B9U6C1QWmDD20vCWDqw3u91' }),
      'malformed hash': await createAccount({ password_hash: 'argon2$nonsense' }),
      'hostile hash': await createAccount({ password_hash: 'pbkdf2_sha256$9999999999$salt$AAAA' }),
      deleted: await createAccount({ deleted_at: 1 }),
    }
  })

  async function createAccount(change: object): Promise<string> {
    const { id, email } = await addUser(server)
    const query = server.context.db.updateTable('users').where('id', '=', id)
    if (Object.keys(change).length > 0) await query.set(change).execute()
    return email
  }

  test('whoever guesses wrong gets the same answer after the same work', async () => {
    const times: Record<string, number[]> = {}
    const answers: Answer[] = []
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, email] of Object.entries(emails)) {
        const before = startOfWork()
        answers.push(await server.post('/api/login/', { email, password: wrong }))
        times[name] = [...(times[name] ?? []), processorMilliseconds(before)]
      }
    }

    const seen = answers.map(({ status, body, headers }) => {
      const names = [...headers.keys()].filter((name) => name !== 'date').join()
      return `${status} ${JSON.stringify(body)} ${names}`
    })
    expect(new Set(seen).size).toBe(1)
    const quick = Object.values(times).map(lowerQuartile)
    // Work that was left out would make one much cheaper.
    expect(Math.min(...quick)).toBeGreaterThan(0.6 * Math.max(...quick))
  })
})

describe.each(databases)('hashes of the older server on %s', (database) => {
  const server = withServer({ database, env: { LOGIN_MAX_FAILURES: '0' } })
  const nobodies = Array.from({ length: 10 }, (_, index) => `nobody${index}@example.org`)
  const emails = Array.from({ length: 6 }, (_, index) => `imported${index}@example.com`)

  let slowMilliseconds = 0

  beforeAll(() => {
    const tries = Array.from({ length: 3 }, () => {
      const before = startOfWork()
      slowHash(password)
      return processorMilliseconds(before)
    })
    slowMilliseconds = Math.min(...tries)
  })

  /** What two of three tries say: a busy core, or what else this process does meanwhile, may spoil one. */
  async function cost(email: string): Promise<'ours' | 'theirs'> {
    const verdicts = { ours: 0, theirs: 0 }
    while (verdicts.ours < 2 && verdicts.theirs < 2) {
      const before = startOfWork()
      expect((await server.post('/api/login/', { email, password: wrong })).status).toBe(400)
      verdicts[processorMilliseconds(before) > slowMilliseconds / 2 ? 'theirs' : 'ours'] += 1
    }
    return verdicts.ours === 2 ? 'ours' : 'theirs'
  }

  test('do not tell who exists: unknown emails cost the same, in the same shares', async () => {
    const other = await startTestServer({ database, besides: server })
    const send = await asConsole(other, await addSuperuser(server))
    for (let count = 0; count < 2; count += 1) await addUser(server)
    const rows = emails.map((email) => `${email},${slowHash(password)}`)
    const content = ['email,password_hash', ...rows].join('\n')
    expect((await send('POST', 'users/import/', { content })).body.created).toBe(emails.length)
    await other.close()

    const costs = () => inTurn(nobodies, cost)
    // The other node learns of the import in the background.
    await expect.poll(async () => (await costs()).includes('theirs')).toBe(true)
    const first = await costs()
    // Each email costs the same at every try.
    expect(await costs()).toEqual(first)
    const share = first.filter((kind) => kind === 'theirs').length / nobodies.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.95)
    expect(await inTurn(emails, cost)).toEqual(emails.map(() => 'theirs'))

    // Once their owners have logged in, nothing costs more than our own hash does.
    for (const email of emails) {
      expect((await server.post('/api/login/', { email, password })).status).toBe(200)
    }
    server.clock.advance(11 * 60_000)
    await expect.poll(costs).toEqual(nobodies.map(() => 'ours'))
  })
})

/** PBKDF2 as Django stores it, of more work than our own hash. */
function slowHash(password: string): string {
  const hash = pbkdf2Sync(password, 'salt', slowRounds, 32, 'sha256').toString('base64')
  return `pbkdf2_sha256$${slowRounds}$salt$${hash}`
}

async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await work(item))
  return results
}

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((first, second) => first - second)[Math.floor(values.length / 4)] ?? 0
}
