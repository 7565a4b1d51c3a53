import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inTransaction } from '../../src/context.ts'
import {
  verificationCode,
  verificationTicket,
  verificationToken,
} from '../../src/crypto/verification-secret.ts'
import { linkWith } from '../../src/features/email/email-links.ts'
import { inviteUser } from '../../src/features/invitations/invite-user.ts'
import { createVerification } from '../../src/features/verifications/create-verification.ts'
import {
  type VerificationKind,
  verificationKinds,
} from '../../src/features/verifications/verification-kinds.ts'
import { findVerificationById } from '../../src/features/verifications/verification-repository.ts'
import { AccountBrowser } from '../support/account-browser.ts'
import { addUser, hashed, operator, password } from '../support/people.ts'
import { logIn } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const chosen = 'staple battery horse'
const kinds = Object.keys(verificationKinds) as VerificationKind[]

/** What opens a kind: with the link where it has one, else with the code. */
type Proof = Readonly<Record<'token' | 'ticket' | 'code', string>>
type Present = (server: TestServer, proof: Proof) => Promise<{ status: number; body: unknown }>

const withLink =
  (path: string, given = chosen): Present =>
  (server, { token }) =>
    server.post(path, { token, password: given })

const endpoints: Readonly<Record<VerificationKind, Present>> = {
  reset_password: withLink('/api/password/reset/confirm/'),
  confirm_email: withLink('/api/email/confirm/', password),
  register: withLink('/api/register/confirm/'),
  invitation: withLink('/api/invitations/accept/'),
  undo_email_change: withLink('/api/email/undo/'),
  restore_user: withLink('/api/me/restore/', password),
  email_login: (server, { ticket, code }) =>
    server.post('/api/login/email/confirm/', { ticket, code }),
  async change_email(server, { token }) {
    const { accessToken } = await logIn(server, await addUser(server))
    const authorization = `Bearer ${accessToken}`
    const own = await server.post('/api/me/email/confirm/', { token }, { authorization })
    if (own.status === 200) return own
    const browser = new AccountBrowser(server)
    await browser.open('/account/change-email/')
    const { status, text } = await browser.send('/account/change-email/', { token, password })
    return { status, body: { detail: text.includes(dead) ? dead : text } }
  },
}

const dead = 'This link or code is no longer valid.'
const invalid = { status: 400, body: { detail: dead } }

describe.each(databases)('links and codes of every kind on %s', (database) => {
  let server: TestServer
  let count = 0

  beforeAll(async () => {
    server = await startTestServer({ database })
    await setSetting(server, 'EMAIL_LOGIN', 'code')
    await setSetting(server, 'LOGIN_MAX_FAILURES', 0)
  })
  beforeEach(() => server.clock.advance(120_000))
  afterAll(() => server.close())

  const rowOf = async (id: number) => {
    const row = await findVerificationById(server.context.db, id)
    if (!row) throw new Error('no verification')
    return row
  }

  async function invite(email: string): Promise<number> {
    await inviteUser(server.context, { email }, operator)
    const { id } = await server.context.db
      .selectFrom('verifications')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    return id
  }

  async function addOwner(kind: VerificationKind, email: string): Promise<number> {
    const hasAddress = kind !== 'change_email' && kind !== 'undo_email_change'
    const { id } = await addUser(server, hasAddress ? { email } : {})
    const deletedAt = kind === 'restore_user' ? server.clock.now() : null
    await server.context.db
      .updateTable('users')
      .set({ deleted_at: deletedAt })
      .where('id', '=', id)
      .execute()
    return id
  }

  /** A live verification of this kind, with everything it is about. */
  async function create(kind: VerificationKind): Promise<number> {
    count += 1
    const email = `subject${count}@example.org`
    if (kind === 'invitation') return invite(email)
    const isNew = kind === 'register'
    const request = {
      kind,
      userId: isNew ? null : await addOwner(kind, email),
      email,
      client: {},
      payload: isNew ? { passwordHash: await hashed(password) } : undefined,
    }
    const { id } = await inTransaction(server.context, (context) =>
      createVerification(context, request),
    )
    return id
  }

  async function proofOf(id: number): Promise<Proof> {
    const [key] = server.context.secrets.verifications
    const row = await rowOf(id)
    return {
      token: verificationToken(key, row),
      ticket: verificationTicket(key, row),
      code: verificationCode(key, row),
    }
  }

  test.each(kinds)('%s opens its own endpoint, once', async (kind) => {
    const proof = await proofOf(await create(kind))
    const first = await endpoints[kind](server, proof)

    expect([200, 201]).toContain(first.status)
    expect(await endpoints[kind](server, proof)).toMatchObject(invalid)
  })

  test.each(kinds)('%s opens no other', async (kind) => {
    const proof = await proofOf(await create(kind))
    for (const other of kinds.filter((each) => each !== kind)) {
      expect(await endpoints[other](server, proof), other).toMatchObject(invalid)
    }
    expect([200, 201]).toContain((await endpoints[kind](server, proof)).status)
  })

  test.each(kinds)(
    '%s is not opened by its ticket as a link, nor by a row that was changed',
    async (kind) => {
      const id = await create(kind)
      const { token, ticket, code } = await proofOf(id)
      const swapped = { token: ticket, ticket: token, code }
      expect(await endpoints[kind](server, swapped)).toMatchObject(invalid)

      const row = await rowOf(id)
      const stranger = await addUser(server)
      const before = {
        kind: row.kind,
        user_id: row.userId,
        normalized_email: row.normalizedEmail,
      }
      const tampered = [
        { ...before, user_id: stranger.id },
        { ...before, normalized_email: stranger.email },
        ...kinds.filter((each) => each !== kind).map((other) => ({ ...before, kind: other })),
      ]
      const change = (values: typeof before) =>
        server.context.db.updateTable('verifications').set(values).where('id', '=', id).execute()
      for (const values of tampered) {
        await change(values)
        const reached = kinds.find((each) => each === values.kind) ?? kind
        const proof = { token, ticket, code }
        expect(await endpoints[reached](server, proof), JSON.stringify(values)).toMatchObject(
          invalid,
        )
      }
      await change(before)
      const untouched = await endpoints[kind](server, { token, ticket, code })
      expect([200, 201]).toContain(untouched.status)
    },
  )

  test.each(kinds)('%s runs out', async (kind) => {
    const proof = await proofOf(await create(kind))
    server.clock.advance(verificationKinds[kind].lifetime)

    expect(await endpoints[kind](server, proof)).toMatchObject(invalid)
  })

  test.each(kinds)('%s is not touched by whoever only looks', async (kind) => {
    const id = await create(kind)
    const { token } = await proofOf(id)
    const untouched = await rowOf(id)
    const { pathname } = new URL(linkWith(server.context, kind, token))
    const scanner = { 'sec-purpose': 'prefetch', purpose: 'prefetch' }
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      await server.send(method, pathname, { headers: scanner })
      await server.send(method, `${pathname}?token=${token}`, { headers: scanner })
    }
    if (kind !== 'email_login') {
      await server.post('/account/address/', { token })
      await server.post('/api/password/reset/check/', { token })
    }

    expect(await rowOf(id)).toEqual(untouched)
  })

  test('none stands in the database', async () => {
    const ids: number[] = []
    for (const kind of kinds) ids.push(await create(kind))
    const tables = await server.context.db.introspection.getTables()
    const dump: string[] = []
    for (const { name } of tables) {
      const query = server.context.db.selectFrom(name as 'users').selectAll()
      dump.push(JSON.stringify(await query.execute()))
    }
    const stored = new Set(dump.join('\n').split(/[^\w-]+/))

    for (const id of ids) {
      const { handle } = await rowOf(id)
      const { token, ticket, code } = await proofOf(id)
      const secrets = [token.split('.')[1], ticket.split('.')[1], code]
      expect(stored).toContain(handle)
      expect(secrets.filter((secret) => secret !== undefined && stored.has(secret))).toEqual([])
    }
  })
})
