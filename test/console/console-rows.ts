import { addToActivityHour } from '../../src/features/activity/activity-repository.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import { asConsole, type Send } from '../support/admin-api.ts'
import { addEmail } from '../support/emails.ts'
import { addUser, password } from '../support/people.ts'
import { setSetting } from '../support/state.ts'
import type { TestServer } from '../support/test-server.ts'

/** Rows that the pages of the console can show in detail. */
export interface ConsoleRows {
  readonly userId: number
  readonly deletedId: number
  readonly groupId: number
  readonly sessionId: number
  readonly emailId: number
}

/** What no row has: pages of a single row say then that there is none. */
export const noRows: ConsoleRows = { userId: 1, deletedId: 9, groupId: 9, sessionId: 9, emailId: 9 }

const hourMilliseconds = 3_600_000

/** Fills every list of the console, with what is long, odd or at its end among the rest. */
export async function fillConsole(server: TestServer, admin: User): Promise<ConsoleRows> {
  const send = await asConsole(server, admin)
  const user = await addUser(server, { email: 'member@example.com', username: '<b>Member</b>' })
  const sessionId = await liveOf(server, user)
  await addUser(server, { email: `${'long'.repeat(14)}@subdomain.of.a.long.example.com` })

  const groupId = await addGroup(send, user)
  await send('POST', `users/${(await addUser(server)).id}/deactivate/`, { reason: 'on leave' })
  const deleted = await addUser(server, { email: 'deleted@example.com' })
  await send('DELETE', `users/${deleted.id}/`)
  await setSetting(server, 'MAX_SESSIONS_PER_USER', 20)
  await setSetting(server, 'ACCESS_TOKEN_LIFETIME', 60)
  await rotateKeys(server, send)
  await countActivity(server)
  await send('PATCH', 'email-templates/reset_password/en/', { subject: 'Another password' })
  await send('DELETE', 'email-templates/reset_password/en/')
  await send('PATCH', 'email-templates/reset_password/en/', { subject: 'A new password' })
  const emailId = await fillQueue(server, user)
  return { userId: user.id, deletedId: deleted.id, groupId, sessionId, emailId }
}

/** One session goes on, one ends because an old token of it came again. */
async function liveOf(server: TestServer, user: User): Promise<number> {
  const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' }
  const logIn = () =>
    server.post('/api/login/', { email: user.email, password }, headers).then(({ body }) => body)
  const renew = (token: string) => server.post('/api/refresh/', { refresh_token: token }, headers)

  await logIn()
  const { refresh_token: first } = await logIn()
  const { body: second } = await renew(first)
  await renew(second.refresh_token)
  await renew(first)
  await server.post('/api/login/', { email: user.email, password: 'wrong' }, headers)
  const { id } = await server.context.db
    .selectFrom('sessions')
    .select((expression) => expression.fn.max('id').as('id'))
    .executeTakeFirstOrThrow()
  return Number(id)
}

async function addGroup(send: Send, member: User): Promise<number> {
  const { body } = await send('POST', 'groups/', {
    name: 'Support',
    permissions: ['users.view_user', 'sessions.view_session'],
  })
  await send('POST', `groups/${body.id}/members/`, { add: [member.id] })
  return body.id
}

/** The key before the current one can be revoked without harm. */
async function rotateKeys(server: TestServer, send: Send): Promise<void> {
  await send('POST', 'keys/rotate/', {})
  server.clock.advance(hourMilliseconds / 4)
}

async function countActivity({ context, clock }: TestServer): Promise<void> {
  const now = clock.now()
  for (let hour = 1; hour < 40; hour += 1) {
    const hourAt = now - (now % hourMilliseconds) - hour * hourMilliseconds
    await addToActivityHour(context.db, { hourAt, event: 'login', count: 10 + (hour % 7) })
    await addToActivityHour(context.db, { hourAt, event: 'refresh', count: 200 })
  }
}

/** An email in every state; the one that failed is shown in detail. */
async function fillQueue(server: TestServer, { id: userId, email: recipient }: User) {
  for (const state of ['kept', 'dropped', 'due', 'sent'] as const) {
    await addEmail(server, { recipient, userId, state })
  }
  return addEmail(server, { recipient, userId, state: 'failed', kind: 'reset_password' })
}
