import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import SqliteDatabase from 'better-sqlite3'

/** better-auth as its documentation sets it up: SQLite, email and password, everything else as it comes. */
const auth = betterAuth({
  database: new SqliteDatabase('better-auth.db'),
  secret: 'a-secret-of-the-benchmark-that-is-long-enough',
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
})
const { runMigrations } = await getMigrations(auth.options)
await runMigrations()

const server = createServer(toNodeHandler(auth))
server.listen(0, '127.0.0.1', () => {
  const origin = `http://127.0.0.1:${server.address().port}`
  process.stdout.write(`${JSON.stringify({ origin })}\n`)
})
process.once('SIGTERM', () => process.exit(0))
