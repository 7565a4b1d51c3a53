import { beforeAll } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { addSuperuser, password } from './people.ts'
import { logIn } from './sessions.ts'
import type { Answer, SendOptions, TestServer } from './test-server.ts'

/** Sends a request to the management API; the path is what follows `/api/admin/`. */
export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: object,
) => Promise<Answer>

/** Logs in over the API and sends requests with the access token. */
export async function asBearer(server: TestServer, user: User): Promise<Send> {
  const { accessToken } = await logIn(server, user)
  const authorization = `Bearer ${accessToken}`
  return (method, path, body, headers = {}) =>
    server.send(method, `/api/admin/${path}`, sending(body, { authorization, ...headers }))
}

/** Logs in at the page of the console and sends requests with its cookie and its proof. */
export async function asConsole(server: TestServer, user: User): Promise<Send> {
  const cookie = await cookieOf(server, user)
  const me = await server.get('/api/admin/me/', { cookie })
  const proof = { cookie, 'x-csrf-token': me.body.csrf_token, origin: server.origin }
  return (method, path, body, headers = {}) =>
    server.send(method, `/api/admin/${path}`, sending(body, { ...proof, ...headers }))
}

/** The requests of a superuser of the suite's own in the console. */
export function withSuperuser(server: TestServer): Send {
  let send: Send
  beforeAll(async () => {
    send = await asConsole(server, await addSuperuser(server))
  })
  return (...request) => send(...request)
}

/** The cookie after logging in at the page of the console. */
export async function cookieOf(server: TestServer, { email }: User): Promise<string> {
  const { headers } = await postForm(server, '/admin/login/', { email, password })
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

/** Sends a form as a browser does. */
export function postForm(
  server: TestServer,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return server.send('POST', path, {
    body: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: server.origin,
      ...headers,
    },
  })
}

function sending(body: unknown, headers: Record<string, string>): SendOptions {
  const problem = { accept: 'application/problem+json, application/json' }
  return { headers: { ...problem, ...headers }, ...(body === undefined ? {} : { body }) }
}
