import { afterAll, beforeAll } from 'vitest'
import { type Mailbox, openMailbox } from './mailbox.ts'
import { createTestDatabase, type DatabaseKind, type TestDatabase } from './test-database.ts'
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.ts'

/** The server of a suite: it is there from the first test until after the last one. */
export function withServer(options: TestServerOptions): TestServer {
  const server = {} as TestServer // filled before anything reads it
  beforeAll(async () => {
    Object.assign(server, await startTestServer(options))
  })
  afterAll(() => server.close?.())
  return server
}

/** The migrated database of a suite. */
export function withDatabase(kind: DatabaseKind): TestDatabase {
  const database = {} as TestDatabase // filled before anything reads it
  beforeAll(async () => {
    Object.assign(database, await createTestDatabase(kind))
  })
  afterAll(() => database.drop?.())
  return database
}

/** The server of a suite, and the mailbox that it sends emails to. */
export function withMailServer(database: DatabaseKind): { server: TestServer; mailbox: Mailbox } {
  const mailbox = {} as Mailbox // filled before anything reads it
  const server = {} as TestServer
  beforeAll(async () => {
    const { environment: env } = await openMailbox({ mailbox })
    Object.assign(server, await startTestServer({ database, env }))
  })
  afterAll(async () => {
    await server.close?.()
    await mailbox.close?.()
  })
  return { server, mailbox }
}
