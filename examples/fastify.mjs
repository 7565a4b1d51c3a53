// A service with Fastify that knows who calls it. npm install fastify latchkey-verify
import fastify from 'fastify'
import { createVerifier } from 'latchkey-verify'
import { auth, authOf, authOptional, optionalAuthOf } from 'latchkey-verify/fastify'

const {
  AUTH_ISSUER = 'http://localhost:8000',
  AUTH_AUDIENCE = 'latchkey',
  PORT = 8001,
} = process.env
const verifier = createVerifier({
  issuer: AUTH_ISSUER,
  audience: AUTH_AUDIENCE,
  onRejected: ({ code, message }) => console.warn('not let in:', code, message),
})

const app = fastify()
app.get('/', { onRequest: authOptional(verifier) }, (request) => {
  const caller = optionalAuthOf(request)
  return { hello: caller ? `user ${caller.userId}` : 'stranger' }
})
app.get('/orders', { onRequest: auth(verifier) }, (request) => {
  return { orders: [], of: authOf(request).userId }
})
console.log(await app.listen({ port: Number(PORT), host: '127.0.0.1' }))
