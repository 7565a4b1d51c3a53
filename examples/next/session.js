// Who is logged in, in two cookies that no script can read. npm install next react react-dom latchkey-verify && npx next dev
import { createVerifier } from 'latchkey-verify'

const issuer = process.env.AUTH_ISSUER ?? 'http://localhost:8000'
const options = { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: 2_592_000 }

const init = { method: 'POST', headers: { 'content-type': 'application/json' } }

export const verifier = createVerifier({ issuer, audience: 'latchkey' })

// Undefined without a network.
export const post = (path, body) =>
  fetch(`${issuer}/api/${path}/`, { ...init, body: JSON.stringify(body) }).catch(() => undefined)

export function keep(cookies, { access_token: access = '', refresh_token: refresh = '' }) {
  cookies.set('access', access, options).set('refresh', refresh, options)
}
