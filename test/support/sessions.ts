import { openSession } from '../../src/features/sessions/open-session.ts'
import { findLoginUser, type User } from '../../src/features/users/user-repository.ts'
import { addUser, password } from './people.ts'
import type { Answer, TestServer } from './test-server.ts'

type Person = Pick<User, 'id' | 'email'>

export interface Session extends Person {
  readonly accessToken: string
  readonly refreshToken: string
}

export async function logIn(server: TestServer, { id, email }: Person): Promise<Session> {
  const { status, body } = await server.post('/api/login/', { email, password })
  if (status !== 200) throw new Error(`login returned ${status}: ${JSON.stringify(body)}`)
  return { id, email, accessToken: body.access_token, refreshToken: body.refresh_token }
}

/** A new user, logged in as with the password, but without the cost of checking one. */
export async function createSession(server: TestServer): Promise<Session> {
  const { id, email } = await addUser(server)
  const user = await findLoginUser(server.context.db, email)
  if (user === undefined) throw new Error(`${email} is not there`)
  const opening = {
    method: 'password',
    client: { address: '127.0.0.1', userAgent: 'node' },
  } as const
  const pair = await openSession(server.context, user, opening)
  return { id, email, accessToken: pair.access_token, refreshToken: pair.refresh_token }
}

export function refresh(server: TestServer, refreshToken: string): Promise<Answer> {
  return server.post('/api/refresh/', { refresh_token: refreshToken })
}

export function logOut(server: TestServer, refreshToken: string): Promise<Answer> {
  return server.post('/api/logout/', { refresh_token: refreshToken })
}

/** The token that a successful refresh returns. */
export async function refreshed(server: TestServer, refreshToken: string): Promise<string> {
  const { status, body } = await refresh(server, refreshToken)
  if (status !== 200) throw new Error(`refresh returned ${status}: ${JSON.stringify(body)}`)
  return body.refresh_token
}
