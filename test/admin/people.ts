import { unrestricted } from '../../src/features/permissions/administrator.ts'
import type { PermissionCode } from '../../src/features/permissions/permission-catalogue.ts'
import { createUser, type NewUser } from '../../src/features/users/create-user.ts'
import type { User } from '../../src/features/users/user.ts'
import {
  type Answer,
  type SendOptions,
  setPasswordOf,
  type TestServer,
} from '../support/test-server.ts'

export const password = 'correct horse battery'

/** The operator at the machine, who may do everything. */
export const operator = unrestricted({
  actor: { kind: 'command line', label: 'operator' },
  client: {},
})

let count = 0

/** A user of the test's own, with `password` unless told. */
export async function addUser(server: TestServer, user: Partial<NewUser> = {}): Promise<User> {
  count += 1
  const email = `user${count}@example.com`
  const created = await createUser(server.context, { email, ...user }, operator)
  if (user.password === undefined) await setPasswordOf(server, created.email, password)
  return created
}

export function addSuperuser(server: TestServer, user: Partial<NewUser> = {}): Promise<User> {
  return addUser(server, { isStaff: true, isSuperuser: true, ...user })
}

/** Staff with exactly these permissions. */
export function addStaff(server: TestServer, ...permissions: PermissionCode[]): Promise<User> {
  return addUser(server, { isStaff: true, permissions })
}

export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: object,
) => Promise<Answer>

/** Logs in over the API and sends requests to the management API with the access token. */
export async function asBearer(server: TestServer, user: User): Promise<Send> {
  const pair = await server.post('/api/login/', { email: user.email, password })
  const authorization = `Bearer ${pair.body.access_token}`
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

/** The cookie after logging in at the page of the console. */
export async function cookieOf(server: TestServer, user: User): Promise<string> {
  const answer = await postForm(server, '/admin/login/', { email: user.email, password })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
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

/** How many audit entries there are. */
export async function countEvents(server: TestServer): Promise<number> {
  const { count } = await server.context.db
    .selectFrom('audit_events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
