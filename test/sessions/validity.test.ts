import { describe, expect, test } from 'vitest'
import { isValid, whereValid } from '../../src/features/sessions/validity.ts'
import { addUser } from '../support/people.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const validity = { now: 100, rotatedAfter: 50, createdAfter: 20 }
const around = (limit: number) => [limit - 1, limit, limit + 1]
const sessions = [null, 99].flatMap((endedAt) =>
  around(validity.now).flatMap((expiresAt) =>
    around(validity.rotatedAfter).flatMap((rotatedAt) =>
      around(validity.createdAfter).map((createdAt) => ({
        endedAt,
        expiresAt,
        rotatedAt,
        createdAt,
      })),
    ),
  ),
)

describe.each(databases)('the rule of validity on %s', (database) => {
  const server = withServer({ database })

  test('is the same in SQL and in code, on every side of every limit', async () => {
    const { db } = server.context
    const { id: user_id } = await addUser(server)
    const rows = sessions.map(({ endedAt, expiresAt, rotatedAt, createdAt }, index) => ({
      user_id,
      selector_hash: `selector-${index}`,
      verifier_hash: 'verifier',
      created_at: createdAt,
      rotated_at: rotatedAt,
      expires_at: expiresAt,
      ended_at: endedAt,
    }))
    await db.insertInto('sessions').values(rows).execute()

    const found = await db
      .selectFrom('sessions')
      .select('selector_hash')
      .where(whereValid(validity))
      .execute()

    const expected = sessions.flatMap((session, index) =>
      isValid(session, validity) ? [`selector-${index}`] : [],
    )
    expect(found.map((row) => row.selector_hash).sort()).toEqual(expected.sort())
    expect(expected).toHaveLength(1)
  })
})
