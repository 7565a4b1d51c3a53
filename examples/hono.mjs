// A service with Hono that knows who calls it. npm install hono @hono/node-server latchkey-verify
import { Hono } from 'hono'
import { createVerifier } from 'latchkey-verify'
import { auth, authOptional } from 'latchkey-verify/hono'

const { AUTH_ISSUER = 'http://localhost:8000', AUTH_AUDIENCE = 'latchkey' } = process.env
const verifier = createVerifier({
  issuer: AUTH_ISSUER,
  audience: AUTH_AUDIENCE,
  onRejected: ({ code, message }) => console.warn('not let in:', code, message),
})

const app = new Hono()
app.get('/', authOptional(verifier), (c) => {
  const caller = c.get('auth')
  return c.json({ hello: caller ? `user ${caller.userId}` : 'stranger' })
})
app.get('/orders', auth(verifier), (c) => c.json({ orders: [], of: c.get('auth').userId }))

// biome-ignore lint/style/noDefaultExport: workers, Deno and Bun serve this; Node.js does with @hono/node-server.
export default app
