import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databaseLocation } from '../../src/config/value-parsers.ts'
import { connect } from '../../src/database/connect.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { createTestDatabase, databases, type TestDatabase } from '../support/test-database.ts'

const kills = Number(process.env['KILLS'] ?? 3)
const requestsPerRound = 12

describe.each(databases)('kill -9 while email is sent on %s', (kind) => {
  let mailbox: Mailbox
  let database: TestDatabase
  let server: ServerProcess | undefined

  beforeEach(async () => {
    mailbox = await openMailbox()
    database = await createTestDatabase(kind)
  })
  afterEach(async () => {
    await server?.stop('SIGKILL')
    await database.drop()
    await mailbox.close()
  })

  const start = () =>
    startServerProcess({
      DATABASE_URL: database.url,
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'auth@example.com',
      EMAIL_REQUESTS_PER_CLIENT: '0',
      EMAIL_VERIFICATION: 'optional',
    })

  test('no acknowledged email is lost, and none is sent for what was not committed', async () => {
    const acknowledged: string[] = []
    let count = 0
    for (let kill = 0; kill < kills; kill += 1) {
      server = await start()
      const { child, post } = server
      // Another number of responses each time, so that the kill finds every stage of the work.
      const enough = Promise.withResolvers<void>()
      let responses = 0
      const requests = Array.from({ length: requestsPerRound }, async () => {
        count += 1
        const email = `round-${kill}-${count}@example.com`
        const { status } = await post('/api/register/', { email, password })
        if (status === 201) acknowledged.push(email)
        responses += 1
        if (responses > kill) enough.resolve()
      })
      await enough.promise
      child.kill('SIGKILL')
      await Promise.allSettled([once(child, 'exit'), ...requests])
    }
    // What a dead node had claimed is free after a minute.
    await releaseClaims(database)
    server = await start()

    for (const email of acknowledged) await mailbox.next(email)
    const users = await emailsOf(database)
    const strangers = mailbox.received
      .flatMap(({ recipients }) => recipients)
      .filter((recipient) => !users.has(recipient))
    expect(acknowledged.length).toBeGreaterThanOrEqual(kills)
    expect(strangers).toEqual([])
  })
})

function open({ url }: TestDatabase) {
  const location = databaseLocation(url)
  if ('expectation' in location) throw new Error(location.expectation)
  return connect(location, { poolSize: 1, onConnectionError: () => {} })
}

async function releaseClaims(database: TestDatabase): Promise<void> {
  const connection = open(database)
  await connection.db.updateTable('emails').set({ claimed_until: 0 }).execute()
  await connection.close()
}

async function emailsOf(database: TestDatabase): Promise<Set<string>> {
  const connection = open(database)
  const rows = await connection.db.selectFrom('users').select('email').execute()
  await connection.close()
  return new Set(rows.map(({ email }) => email))
}
