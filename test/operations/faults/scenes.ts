import { databases } from '../../support/test-database.ts'
import { createPostgresStore, createSqliteStore } from './stores.ts'

const onPostgres = [
  { name: 'PostgreSQL', nodes: 1, create: createPostgresStore },
  { name: 'PostgreSQL with two nodes', nodes: 2, create: createPostgresStore },
]

/** Where faults are caused: each database, and two nodes on the one that may have them on two machines. */
export const scenes = [
  { name: 'SQLite', nodes: 1, create: async () => createSqliteStore() },
  ...(databases.includes('postgres') ? onPostgres : []),
]
