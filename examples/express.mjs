// A service with Express that knows who calls it. npm install express latchkey-verify
import express from 'express'
import { createVerifier } from 'latchkey-verify'
import { auth, authOptional } from 'latchkey-verify/express'

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

const app = express()
app.get('/', authOptional(verifier), (request, response) => {
  response.json({ hello: request.auth ? `user ${request.auth.userId}` : 'stranger' })
})
app.get('/orders', auth(verifier), (request, response) => {
  response.json({ orders: [], of: request.auth.userId })
})
const server = app.listen(PORT, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})
