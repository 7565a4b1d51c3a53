import { databases } from '../../support/test-database.ts'
import { createPostgresStore, createSqliteStore } from './stores.ts'

const onPostgres = databases.includes('postgres')

/** Where faults are caused: each database, and two nodes on the one that may have them on two machines. */
export const scenes = [
  { name: 'SQLite', nodes: 1, create: async () => createSqliteStore() },
  ...(onPostgres
    ? [{ name: 'PostgreSQL with two nodes', nodes: 2, create: createPostgresStore }]
    : []),
]

/** What more there is where time does not count. */
export const furtherScenes = onPostgres
  ? [{ name: 'PostgreSQL', nodes: 1, create: createPostgresStore }]
  : []
