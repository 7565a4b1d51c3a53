import { beforeAll, describe, expect, test } from 'vitest'
import { addUser } from '../support/people.ts'
import { processorMilliseconds, startOfWork } from '../support/processor-time.ts'
import { type Answer, databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const rounds = 28
const wrong = 'a wrong password'

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

function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((first, second) => first - second)[Math.floor(values.length / 4)] ?? 0
}
