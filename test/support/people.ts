import type { Caller } from '../../src/context.ts'
import { type Administrator, unrestricted } from '../../src/features/permissions/administrator.ts'
import { changeSetting } from '../../src/features/settings/change-setting.ts'
import { insertAccount } from '../../src/features/users/account-repository.ts'
import { normalizeEmail } from '../../src/features/users/email-address.ts'
import { hashed } from './hashed.ts'
import type { Answer, TestServer } from './test-server.ts'

export const somePassword = 'correct horse battery'

export const someCaller: Caller = { actor: { kind: 'system', label: 'test' }, client: {} }
export const someAdministrator: Administrator = unrestricted(someCaller)

let count = 0

export interface Person {
  readonly id: number
  readonly email: string
}

/** An account with `somePassword`, without the cost of a registration. */
export async function createPerson(server: TestServer): Promise<Person> {
  count += 1
  const email = `person-${count}@example.com`
  const id = await insertAccount(server.context.db, {
    email,
    normalizedEmail: normalizeEmail(email),
    passwordHash: await hashed(somePassword),
    createdAt: server.clock.now(),
  })
  if (id === undefined) throw new Error('the address was taken')
  return { id, email }
}

export interface Session extends Person {
  readonly accessToken: string
  readonly refreshToken: string
}

export async function logIn(server: TestServer, person: Person): Promise<Session> {
  const { status, body } = await server.post('/api/login/', {
    email: person.email,
    password: somePassword,
  })
  if (status !== 200) throw new Error(`log-in handled ${status}: ${JSON.stringify(body)}`)
  return { ...person, accessToken: body.access_token, refreshToken: body.refresh_token }
}

/** A new account, logged in. */
export async function createSession(server: TestServer): Promise<Session> {
  return logIn(server, await createPerson(server))
}

export function refresh(server: TestServer, refreshToken: string): Promise<Answer> {
  return server.post('/api/refresh/', { refresh_token: refreshToken })
}

export function logOut(server: TestServer, refreshToken: string): Promise<Answer> {
  return server.post('/api/logout/', { refresh_token: refreshToken })
}

/** The token that a successful refresh answers. */
export async function refreshed(server: TestServer, refreshToken: string): Promise<string> {
  const { status, body } = await refresh(server, refreshToken)
  if (status !== 200) throw new Error(`refresh handled ${status}: ${JSON.stringify(body)}`)
  return body.refresh_token
}

/** Changes a setting as an administrator would; `undefined` resets it. */
export function setSetting(server: TestServer, key: string, value: unknown): Promise<void> {
  return changeSetting(server.context, { key, value, source: 'api' }, someCaller)
}

/** How the sessions of a user ended, the oldest first; null for one that did not. */
export async function endReasonsOf(server: TestServer, userId: number) {
  const rows = await server.context.db
    .selectFrom('sessions')
    .select('end_reason')
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()
  return rows.map((row) => row.end_reason)
}

export function countAudit(server: TestServer, action: string, userId: number): Promise<number> {
  return server.context.db
    .selectFrom('audit_events')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('action', '=', action)
    .where('actor_id', '=', userId)
    .executeTakeFirstOrThrow()
    .then((row) => Number(row.count))
}
