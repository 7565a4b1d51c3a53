import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseLocation } from '../../src/config/value-parsers.ts'
import { connect } from '../../src/database/connect.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { password } from '../support/people.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import {
  createTestDatabase,
  type DatabaseKind,
  type TestDatabase,
} from '../support/test-database.ts'

// Each costs a hash: a handful finds every stage of the work too.
const requestsPerRound = 6

export interface KilledDelivery {
  /** Whose registration was acknowledged, and with it a message. */
  readonly acknowledged: readonly string[]
  /** Of those, who never got it. */
  readonly lost: readonly string[]
  /** Who got a message without an account. */
  readonly strangers: readonly string[]
  /** How many messages came more than once, with the same Message-ID. */
  readonly repeated: number
  /** Who got a message again with another Message-ID, which no mailbox folds. */
  readonly doubled: readonly string[]
}

/** Kills a server again and again while it registers people and emails them, at another stage each time. */
export async function killWhileSending(
  kind: DatabaseKind,
  kills: number,
  delayOf: (kill: number) => number = () => 0,
): Promise<KilledDelivery> {
  const mailbox = await openMailbox()
  const database = await createTestDatabase(kind)
  const acknowledged: string[] = []
  const start = () =>
    startServerProcess({
      DATABASE_URL: database.url,
      ...mailbox.environment,
      EMAIL_REQUESTS_PER_CLIENT: '0',
      EMAILS_PER_HOUR: '0',
      EMAIL_VERIFICATION: 'optional',
    })
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const delay = delayOf(kill)
      acknowledged.push(...(await registerAndKill(await start(), kill, delay)))
    }
    // What a dead node had claimed is free after a minute.
    await withDatabase(database, ({ db }) =>
      db.updateTable('emails').set({ claimed_until: 0 }).execute(),
    )
    const server = await start()
    try {
      return await outcome(acknowledged, mailbox, database)
    } finally {
      await server.stop('SIGKILL')
    }
  } finally {
    await database.drop()
    await mailbox.close()
  }
}

async function registerAndKill(
  { child, post }: ServerProcess,
  kill: number,
  delay: number,
): Promise<string[]> {
  const acknowledged: string[] = []
  const enough = Promise.withResolvers<void>()
  let responses = 0
  const requests = Array.from({ length: requestsPerRound }, async (_, index) => {
    const email = `round-${kill}-${index}@example.com`
    const { status } = await post('/api/register/', { email, password })
    if (status === 201) acknowledged.push(email)
    responses += 1
    // Another number of responses each time, so that the kill finds every stage of the work.
    if (responses > kill % requestsPerRound) enough.resolve()
  })
  await enough.promise
  await sleep(delay)
  child.kill('SIGKILL')
  await Promise.allSettled([once(child, 'exit'), ...requests])
  return acknowledged
}

async function outcome(
  acknowledged: readonly string[],
  mailbox: Mailbox,
  database: TestDatabase,
): Promise<KilledDelivery> {
  await untilNothingIsDue(database)
  const users = await withDatabase(database, ({ db }) =>
    db.selectFrom('users').select('email').execute(),
  )
  const known = new Set(users.map(({ email }) => email))
  const recipients = mailbox.received.flatMap(({ recipients }) => recipients)
  const reached = new Set(recipients)
  const messages = new Map(
    mailbox.received.map(({ messageId, recipients }) => [messageId, recipients.join()]),
  )
  const reachedBy = [...messages.values()]
  return {
    acknowledged,
    lost: acknowledged.filter((email) => !reached.has(email)),
    strangers: recipients.filter((email) => !known.has(email)),
    repeated: mailbox.received.length - messages.size,
    doubled: reachedBy.filter((recipient, index) => reachedBy.indexOf(recipient) !== index),
  }
}

async function untilNothingIsDue(database: TestDatabase): Promise<void> {
  for (;;) {
    const due = await withDatabase(database, ({ db }) =>
      db.selectFrom('emails').select('id').where('state', '=', 'due').execute(),
    )
    if (due.length === 0) return
    await sleep(200)
  }
}

async function withDatabase<Result>(
  { url }: TestDatabase,
  work: (connection: ReturnType<typeof connect>) => Promise<Result>,
): Promise<Result> {
  const location = databaseLocation(url)
  if ('expectation' in location) throw new Error(location.expectation)
  const connection = connect(location, { poolSize: 1, onConnectionError: () => {} })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}
