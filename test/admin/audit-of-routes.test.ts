import { describe, expect, test } from 'vitest'
import { createGroup } from '../../src/features/groups/change-group.ts'
import { asConsole, cookieOf, type Send } from '../support/admin-api.ts'
import { addEmail } from '../support/emails.ts'
import { addSuperuser, addUser, operator, password } from '../support/people.ts'
import { countEvents } from '../support/state.ts'
import { databases, type TestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'
import { adminRoutes, nameOf } from './route-table.ts'

interface Recipe {
  /** Makes what the request is about and answers its path. */
  readonly prepare?: (server: TestServer, send: Send) => Promise<string>
  readonly body?: unknown
}

let count = 0
const userPath =
  (action = '') =>
  async (server: TestServer) =>
    `users/${(await addUser(server)).id}/${action}`

const deletedUserPath = (action: string) => async (server: TestServer, send: Send) => {
  const { id } = await addUser(server, { email: `deleted${action.length}@example.com` })
  await send('DELETE', `users/${id}/`)
  return `users/${id}/${action}`
}

const newGroup = async (server: TestServer) => {
  count += 1
  return createGroup(server.context, { name: `Group ${count}` }, operator)
}
const groupPath =
  (action = '') =>
  async (server: TestServer) =>
    `groups/${(await newGroup(server)).id}/${action}`

const invitationPath =
  (action = '') =>
  async (_server: TestServer, send: Send) => {
    count += 1
    const { body } = await send('POST', 'invitations/', { email: `invited${count}@example.com` })
    return `invitations/${body.id}/${action}`
  }

async function openSession(server: TestServer): Promise<number> {
  const user = await addUser(server)
  await server.post('/api/login/', { email: user.email, password })
  const { id } = await server.context.db
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', user.id)
    .executeTakeFirstOrThrow()
  return id
}

/** One request for each changing route that really changes something. */
const recipes: Readonly<Record<string, Recipe>> = {
  'POST me/reauthenticate/': { body: { password } },
  'POST me/logout/': { body: {} },
  'POST users/': { body: { email: 'made@example.com', password } },
  'PATCH users/:id/': { prepare: userPath(), body: { is_staff: true } },
  'DELETE users/:id/': { prepare: userPath() },
  'POST users/:id/activate/': {
    prepare: async (server) => `users/${(await addUser(server, { isActive: false })).id}/activate/`,
  },
  'POST users/:id/deactivate/': { prepare: userPath('deactivate/') },
  'POST users/:id/restore/': { prepare: deletedUserPath('restore/') },
  'POST users/:id/purge/': {
    prepare: deletedUserPath('purge/'),
    body: { confirm: 'deleted6@example.com' },
  },
  'POST invitations/': { body: { email: 'invited@example.com' } },
  'POST invitations/:id/send/': { prepare: invitationPath('send/') },
  'DELETE invitations/:id/': { prepare: invitationPath() },
  'POST users/:id/send-reset/': { prepare: userPath('send-reset/') },
  'POST users/:id/send-confirmation/': { prepare: userPath('send-confirmation/') },
  'POST users/:id/unlock/': {
    prepare: async (server) => {
      const { id, email } = await addUser(server)
      await server.post('/api/login/', { email, password: 'wrong' })
      return `users/${id}/unlock/`
    },
  },
  'POST users/:id/set-password/': {
    prepare: userPath('set-password/'),
    body: { password: 'another horse battery' },
  },
  'POST users/:id/revoke-sessions/': { prepare: userPath('revoke-sessions/') },
  'POST users/bulk/': {
    prepare: async (server) => `users/bulk/?ids=${(await addUser(server)).id}`,
    body: { action: 'deactivate', all_matching: true },
  },
  'POST users/import/': { body: { content: 'email\nimported@example.com\n' } },
  'POST groups/': { body: { name: 'New' } },
  'PATCH groups/:id/': { prepare: groupPath(), body: { permissions: ['users.view_user'] } },
  'DELETE groups/:id/': { prepare: groupPath() },
  'POST groups/:id/restore/': {
    prepare: async (server, send) => {
      const { id } = await newGroup(server)
      await send('DELETE', `groups/${id}/`)
      return `groups/${id}/restore/`
    },
  },
  'POST groups/:id/members/': { prepare: groupPath('members/'), body: { add: [1] } },
  'DELETE sessions/:id/': { prepare: async (server) => `sessions/${await openSession(server)}/` },
  'DELETE console-sessions/:id/': {
    prepare: async (server, send) => {
      const user = await addSuperuser(server)
      await cookieOf(server, user)
      const { body } = await send('GET', `console-sessions/?user=${user.id}`)
      return `console-sessions/${body.results[0].id}/`
    },
  },
  'POST email-templates/:kind/:locale/send/': {
    prepare: async () => 'email-templates/test/en/send/',
    body: {},
  },
  'POST email-templates/import/': {
    body: { texts: [{ kind: 'test', locale: 'de', subject: 'Unsere', body: 'Text' }] },
  },
  'POST sessions/revoke/': {
    prepare: async (server) => {
      await openSession(server)
      return 'sessions/revoke/?state=active'
    },
    body: { all_matching: true },
  },
  'PATCH settings/': { body: { values: { SESSION_MAX_LIFETIME: '90d' } } },
  'PATCH settings/:key/': {
    prepare: async () => 'settings/PASSWORD_MIN_LENGTH/',
    body: { value: 9 },
  },
  'DELETE settings/:key/': {
    prepare: async (_server, send) => {
      await send('PATCH', 'settings/AUDIT_RETENTION/', { value: 86_400 })
      return 'settings/AUDIT_RETENTION/'
    },
  },
  'POST settings/history/:id/revert/': {
    prepare: async (_server, send) => {
      const { body } = await send('PATCH', 'settings/LOGIN_MAX_FAILURES/', { value: 9 })
      return `settings/history/${body.version}/revert/`
    },
  },
  'PATCH email-templates/:kind/:locale/': {
    prepare: async () => 'email-templates/test/en/',
    body: { subject: 'Another subject' },
  },
  'DELETE email-templates/:kind/:locale/': {
    prepare: async (_server, send) => {
      await send('PATCH', 'email-templates/test/de/', { subject: 'Anderer Betreff' })
      return 'email-templates/test/de/'
    },
  },
  'POST email/test/': {},
  'POST emails/:id/retry/': {
    prepare: async (server) => `emails/${await addEmail(server, { state: 'failed' })}/retry/`,
  },
  'POST keys/rotate/': { body: { activate_in_seconds: 5 } },
  'POST keys/:kid/revoke/': {
    prepare: async (_server, send) => {
      const { body } = await send('GET', 'keys/')
      return `keys/${body.results[0].kid}/revoke/`
    },
  },
}

const mutating = (await adminRoutes()).filter(({ isReadOnly }) => !isReadOnly)

test('every changing route of the management API has a recipe here', () => {
  expect(Object.keys(recipes).sort()).toEqual(mutating.map(nameOf).sort())
})

describe.each(databases)('audit on %s', (database) => {
  // A mail server that cannot be reached: what matters is that it was tried.
  const env = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'auth@example.com' }
  const server = withServer({ database, env })

  test.each(mutating.map((route) => [nameOf(route), route] as const))(
    '%s leaves exactly one entry',
    async (name, { method, path }) => {
      const send = await asConsole(server, await addSuperuser(server))
      const { prepare, body = {} } = recipes[name] ?? {}
      const target = prepare ? await prepare(server, send) : path
      const confirm = /^keys\/(.+)\/revoke/.exec(target)?.[1]
      const before = await countEvents(server)
      const answer = await send(method, target, confirm ? { confirm } : body)

      expect([200, 201, 204], JSON.stringify(answer.body)).toContain(answer.status)
      expect((await countEvents(server)) - before).toBe(1)
    },
  )
})
