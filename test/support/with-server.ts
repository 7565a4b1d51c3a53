import { afterAll, beforeAll } from 'vitest'
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
