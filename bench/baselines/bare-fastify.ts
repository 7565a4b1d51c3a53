import fastify from 'fastify'

/** The least a Fastify server can do for an answer of the same size as a profile. */
const app = fastify()
app.get('/api/me/', async () => ({ id: 1, username: null, email: 'alice@example.com' }))
process.stdout.write(
  `${JSON.stringify({ origin: await app.listen({ host: '127.0.0.1', port: 0 }) })}\n`,
)
process.once('SIGTERM', () => process.exit(0))
