import fastify from 'fastify'
import pg from 'pg'

/** The least a Fastify server can do that reads the user of a profile from PostgreSQL. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 })
const read = {
  name: 'read',
  text: 'select id, username, email from users where id = $1',
}
const app = fastify()
app.get('/api/me/', async () => (await pool.query({ ...read, values: [1] })).rows[0])
process.stdout.write(
  `${JSON.stringify({ origin: await app.listen({ host: '127.0.0.1', port: 0 }) })}\n`,
)
process.once('SIGTERM', () => process.exit(0))
