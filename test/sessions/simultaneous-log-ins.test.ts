import { pbkdf2Sync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postForm } from '../support/admin-api.ts'
import { addSuperuser, password } from '../support/people.ts'
import { databases, startTestServer, type TestServer } from '../support/test-server.ts'

const rounds = 4

describe.each(databases)('on two nodes with %s', (database) => {
  let first: TestServer
  let second: TestServer

  beforeAll(async () => {
    first = await startTestServer({ database })
    second = await startTestServer({ database, besides: first })
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  const hashOf = async (userId: number) => {
    const { db } = first.context
    const query = db.selectFrom('users').select('password_hash').where('id', '=', userId)
    return (await query.executeTakeFirstOrThrow()).password_hash
  }

  test('log-ins to the API and the console all succeed while one of them upgrades the hash', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { id, email } = await addSuperuser(first)
      await first.context.db
        .updateTable('users')
        .set({ password_hash: olderHash(`salt${round}`) })
        .where('id', '=', id)
        .execute()

      const answers = await Promise.all([
        first.post('/api/login/', { email, password }),
        postForm(second, '/admin/login/', { email, password }),
        postForm(first, '/admin/login/', { email, password }),
        second.post('/api/login/', { email, password }),
      ])

      expect(answers.map(({ status }) => status)).toEqual([200, 303, 303, 200])
      expect(await hashOf(id)).toMatch(/^\$argon2id\$/)
    }
  })
})

/** As the older server stored it. */
function olderHash(salt: string): string {
  const hash = pbkdf2Sync(password, salt, 1_000, 32, 'sha256').toString('base64')
  return `pbkdf2_sha256$1000$${salt}$${hash}`
}
