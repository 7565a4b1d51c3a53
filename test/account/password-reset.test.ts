import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deactivateUser } from '../../src/features/users/activate-user.ts'
import { deleteUser, restoreUser } from '../../src/features/users/delete-user.ts'
import { setPassword } from '../../src/features/users/set-password.ts'
import { asConsole } from '../support/admin-api.ts'
import { latchkeyOn } from '../support/latchkey.ts'
import { openMailbox, type ReceivedEmail } from '../support/mailbox.ts'
import { addStaff, addSuperuser, addUser, operator, password } from '../support/people.ts'
import { createSession, logIn, refresh } from '../support/sessions.ts'
import { countEvents, endReasonsOf, setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const newPassword = 'staple battery horse'
const minute = 60_000
const invalid = { status: 400, body: { detail: 'This link or code is no longer valid.' } }

describe.each(databases)('a forgotten password on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let node: TestServer

  beforeAll(async () => {
    node = await startTestServer({ database, env: mailbox.environment, besides: server })
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 0)
    await setSetting(server, 'EMAIL_CHANGE', 'immediate')
    await node.context.settings.reload(node.context.db)
  })
  beforeEach(() => {
    mailbox.behavior = 'accept'
    server.clock.advance(2 * minute)
  })
  afterAll(() => node.close())

  const request = (email: unknown) => server.post('/api/password/reset/', { email })
  const confirm = (proof: object, at = server) =>
    at.post('/api/password/reset/confirm/', { password: newPassword, ...proof })
  const tokenOf = ({ link = '' }: ReceivedEmail) => link.slice(link.indexOf('#') + 1)
  const canLogIn = async (email: string, password: string) =>
    (await server.post('/api/login/', { email, password })).status === 200

  async function requested() {
    const session = await createSession(server)
    const { body } = await request(session.email)
    return { session, ticket: String(body.ticket), email: await mailbox.next(session.email) }
  }

  test.each(['code', 'link'])(
    'is replaced with the emailed %s, and everything else ends',
    async (way) => {
      const { session, ticket, email } = await requested()
      const proof = way === 'code' ? { ticket, code: email.code } : { token: tokenOf(email) }
      const owner = await server.post('/api/password/reset/check/', proof)
      const done = await confirm(proof, node)

      expect(owner).toMatchObject({ status: 200, body: { email: session.email } })
      expect(done).toMatchObject({ status: 200, body: { success: 'Password changed.' } })
      expect(Object.keys(done.body)).toEqual(['success'])
      expect(await endReasonsOf(server, session.id)).toEqual(['password_changed'])
      expect(await canLogIn(session.email, password)).toBe(false)
      expect(await canLogIn(session.email, newPassword)).toBe(true)
      expect(await confirm(proof)).toMatchObject(invalid)
      expect((await mailbox.next(session.email)).subject).toBe('Your password was changed')
      expect(await countEvents(server, 'auth.reset', session.id)).toBe(1)
    },
  )

  test('the message has both parts, one recipient, and is in the language of the browser', async () => {
    const { email: address } = await addUser(server, { username: '<b>Eve</b> **x**' })
    await server.post(
      '/api/password/reset/',
      { email: address },
      { 'accept-language': 'de-CH, en;q=0.5' },
    )
    const email = await mailbox.next(address)

    expect(email.recipients).toEqual([address])
    expect(email.content).toContain('Content-Type: text/plain')
    expect(email.content).toContain('Content-Type: text/html')
    expect(email.content).toContain('Jemand hat für dein Konto')
    expect(email.content).not.toContain('Eve')
    expect(email.link).toMatch(/^http:\/\/localhost:8000\/account\/reset\/#/)
  })

  test('a forged Host builds no link', async () => {
    const { email: address } = await addUser(server)
    const headers = { 'x-forwarded-host': 'evil.example.com', origin: 'https://evil.example.com' }
    await server.post('/api/password/reset/', { email: address }, headers)

    expect((await mailbox.next(address)).link).toMatch(/^http:\/\/localhost:8000\//)
  })

  test('every address gets the same response, and only an account an email', async () => {
    const known = await addUser(server)
    const inactive = await addUser(server)
    const deleted = await addUser(server)
    await deactivateUser(
      server.context,
      { userId: inactive.id, reason: undefined, until: undefined },
      operator,
    )
    await deleteUser(server.context, { userId: deleted.id }, operator)
    const addresses = [known.email, inactive.email, deleted.email, 'nobody@example.com']
    const answers: Awaited<ReturnType<typeof request>>[] = []
    for (const address of addresses) answers.push(await request(address))
    await mailbox.next(known.email)

    const shapeOf = ({ status, headers, body }: (typeof answers)[number]) => ({
      status,
      headers: [...headers.keys()].sort(),
      keys: Object.keys(body),
      length: String(body.ticket).length,
      expires: body.expires_in,
    })
    expect(answers[0]?.status).toBe(202)
    expect(new Set(answers.map((answer) => JSON.stringify(shapeOf(answer)))).size).toBe(1)
    expect(addresses.map((address) => mailbox.countFor(address))).toEqual([1, 0, 0, 0])
  })

  test('of 32 simultaneous uses over two nodes one succeeds', async () => {
    const { email } = await requested()
    const proof = { token: tokenOf(email) }
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, index) => confirm(proof, index % 2 === 0 ? server : node)),
    )
    const statuses = answers.map(({ status }) => status)

    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    // The rest came too late, or too many passwords waited to be hashed.
    expect(statuses.every((status) => [200, 400, 503].includes(status))).toBe(true)
  })

  test('five guesses are checked, however many come at once', async () => {
    const { ticket, email } = await requested()
    const wrong = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        confirm({ ticket, code: String(10_000_000 + index) }, index % 2 === 0 ? server : node),
      ),
    )
    const right = await confirm({ ticket, code: email.code })

    expect(wrong.every(({ status }) => status === 400)).toBe(true)
    expect(right).toMatchObject(invalid)
    // The link is not a guess.
    expect((await confirm({ token: tokenOf(email) })).status).toBe(200)
  })

  test('a code needs its ticket, a ticket its code, and spelling does not matter', async () => {
    const first = await requested()
    const second = await requested()
    const { code = '' } = first.email
    const wide = [...code.replace(' ', '-')].map((digit) =>
      /\d/.test(digit) ? String.fromCodePoint(0xff10 + Number(digit)) : digit,
    )

    expect(await confirm({ code })).toMatchObject(invalid)
    expect(await confirm({ ticket: second.ticket, code })).toMatchObject(invalid)
    expect(await confirm({ ticket: first.ticket })).toMatchObject(invalid)
    expect(await confirm({ token: first.ticket })).toMatchObject(invalid)
    expect(await confirm({ ticket: tokenOf(first.email), code })).toMatchObject(invalid)
    expect((await confirm({ ticket: first.ticket, code: wide.join('') })).status).toBe(200)
  })

  test('rejected passwords use nothing up, and are no guesses', async () => {
    const { ticket, email } = await requested()
    for (const password of ['', 'a', 'short', 'shorter', 'x'.repeat(129), '1234567']) {
      const { body } = await confirm({ ticket, code: email.code, password })
      expect(body).toHaveProperty('password')
    }

    expect((await confirm({ ticket, code: email.code })).status).toBe(200)
  })

  test('codes run out after 10 minutes, links after 30', async () => {
    const { ticket, email } = await requested()
    server.clock.advance(10 * minute)
    expect(await confirm({ ticket, code: email.code })).toMatchObject(invalid)
    server.clock.advance(19 * minute)
    const check = await server.post('/api/password/reset/check/', { token: tokenOf(email) })
    expect(check.status).toBe(200)
    server.clock.advance(minute)
    expect(await confirm({ token: tokenOf(email) })).toMatchObject(invalid)
  })

  const newOne = { password: 'another long password', signOutEverywhere: true }

  test.each([
    [
      'a newer link was used',
      async (session: { id: number; email: string }) => {
        await request(session.email)
        await confirm({ token: tokenOf(await mailbox.next(session.email)) })
      },
    ],
    [
      'the owner changed the password',
      async (session: { id: number; email: string }) => {
        const { accessToken } = await logIn(server, session)
        await server.post(
          '/api/me/password/',
          { current_password: password, new_password: 'another long password' },
          { authorization: `Bearer ${accessToken}` },
        )
      },
    ],
    [
      'the owner changed the email',
      async (session: { id: number; email: string }) => {
        const { accessToken } = await logIn(server, session)
        await server.put(
          '/api/me/',
          { email: `new-${session.email}` },
          { authorization: `Bearer ${accessToken}` },
        )
      },
    ],
    [
      'staff set another password',
      async (session: { id: number }) => {
        await setPassword(server.context, { ...newOne, userId: session.id }, operator)
      },
    ],
    [
      'the user was deleted and restored',
      async (session: { id: number }) => {
        await deleteUser(server.context, { userId: session.id }, operator)
        await restoreUser(server.context, { userId: session.id }, operator)
      },
    ],
    [
      'it was used, whatever the clock says then',
      async (session: { email: string }) => {
        await request(session.email)
        await confirm({ token: tokenOf(await mailbox.next(session.email)) })
        server.clock.set(-2 * minute)
      },
    ],
    [
      'the user was deactivated',
      async (session: { id: number }) => {
        await deactivateUser(
          server.context,
          { userId: session.id, reason: undefined, until: undefined },
          operator,
        )
      },
    ],
  ])('a link is worthless once %s', async (_what, act) => {
    const { session, email } = await requested()
    server.clock.advance(2 * minute)
    await act(session)

    expect(await confirm({ token: tokenOf(email) })).toMatchObject(invalid)
  })

  test('a restart revives no used link and loses no live one', async () => {
    const [used, live] = [await requested(), await requested()]
    await confirm({ token: tokenOf(used.email) })
    const anew = await startTestServer({ database, besides: server })
    const answers = [used, live].map(({ email }) => confirm({ token: tokenOf(email) }, anew))
    const [again, first] = await Promise.all(answers)
    await anew.close()

    expect(again).toMatchObject(invalid)
    expect(first?.status).toBe(200)
  })

  test('a refresh that is on its way during the reset leaves no session, on any node', async () => {
    const { session, email } = await requested()
    const held = [session.refreshToken]
    let isDone = false
    const thief = async () => {
      while (!isDone) {
        const at = held.length % 2 === 0 ? server : node
        const { status, body } = await refresh(at, held.at(-1) ?? '')
        if (status !== 200) return
        held.push(body.refresh_token)
      }
    }
    const thieving = thief()
    const done = await confirm({ token: tokenOf(email) })
    isDone = true
    await thieving

    expect(done.status).toBe(200)
    for (const token of held.slice(-3)) {
      for (const at of [server, node]) expect((await refresh(at, token)).status).toBe(400)
    }
  })

  test('a flood sends five emails an hour, a minute apart, and no link of them is lost', async () => {
    const session = await createSession(server)
    for (let minutes = 0; minutes < 12; minutes += 1) {
      await Promise.all(Array.from({ length: 4 }, () => request(session.email)))
      server.clock.advance(minute)
    }
    const email = await mailbox.next(session.email)
    await expect.poll(() => mailbox.countFor(session.email)).toBe(5)

    expect(mailbox.countFor(session.email)).toBe(5)
    expect((await confirm({ token: tokenOf(email) })).status).toBe(200)
  })

  test('a client that asks too often is told, a lockout ends with the reset', async () => {
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 2)
    const session = await createSession(server)
    for (let count = 0; count < 12; count += 1) await canLogIn(session.email, 'wrong')
    expect(await canLogIn(session.email, password)).toBe(false)
    await request(session.email)
    await request('nobody@example.com')
    const third = await request('nobody@example.com')
    const known = await request(session.email)
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 0)
    const email = await mailbox.next(session.email)

    expect(third.status).toBe(429)
    expect([known.status, known.body]).toEqual([429, third.body])
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await confirm({ token: tokenOf(email) })).status).toBe(200)
    expect(await canLogIn(session.email, newPassword)).toBe(true)
  })

  test.each([450, 'drop', 'no sender'] as const)(
    'a mail server that does %s gets it again, with the same Message-ID',
    async (behavior) => {
      const session = await createSession(server)
      mailbox.behavior = behavior
      await request(session.email)
      const isTried = async () =>
        (
          await server.context.db
            .selectFrom('emails')
            .select(['state', 'last_error'])
            .where('recipient', '=', session.email)
            .executeTakeFirst()
        )?.last_error
      await expect.poll(isTried).toMatch(/^The mail server/)
      mailbox.behavior = 'accept'
      server.clock.advance(15_000)
      const first = await mailbox.next(session.email)
      const last = behavior === 'drop' ? await mailbox.next(session.email) : first

      expect(last.messageId).toBe(first.messageId)
      expect((await confirm({ token: tokenOf(last) })).status).toBe(200)
    },
  )

  test('a mail server that is down for an hour delays messages and nobody else', async () => {
    await setSetting(server, 'EMAIL_VERIFICATION', 'optional')
    mailbox.behavior = 'down'
    const { email: forgetful } = await addUser(server)
    const newcomer = `late-${forgetful}`
    const registered = await server.post('/api/register/', { email: newcomer, password })
    const asked = await request(forgetful)
    await setSetting(server, 'EMAIL_VERIFICATION', undefined)
    const queued = async (recipient: string) => {
      const query = server.context.db.selectFrom('emails').selectAll()
      return query.where('recipient', '=', recipient).executeTakeFirstOrThrow()
    }
    const isTried = async (attempts: number) => {
      const [first, second] = [await queued(newcomer), await queued(forgetful)]
      return [first, second].every((each) => each.claimed_until === 0 && each.attempts >= attempts)
    }
    const waits = [0, 13_000, 80_000, 7 * minute, 52 * minute]
    for (const [index, wait] of waits.entries()) {
      server.clock.advance(wait)
      server.context.emailSignal.wake()
      await expect.poll(() => isTried(Math.min(index + 1, 4))).toBe(true)
    }
    const waiting = await queued(newcomer)
    const loggedIn = await canLogIn(newcomer, password)
    mailbox.behavior = 'accept'
    server.clock.advance(150 * minute)
    server.context.emailSignal.wake()
    const { code } = await mailbox.next(newcomer)

    expect([registered.status, asked.status, loggedIn]).toEqual([201, 202, true])
    expect(waiting.state).toBe('due')
    expect(waiting.last_error).toMatch(/^The mail server/)
    expect(code).toBeDefined()
    await expect.poll(async () => (await queued(newcomer)).state).toBe('sent')
    // Its link had run out, and says so.
    await expect
      .poll(() => queued(forgetful))
      .toMatchObject({
        state: 'failed',
        last_error: 'The link ran out before the email could be sent.',
      })
    expect(mailbox.countFor(forgetful)).toBe(0)
  })

  test('what the mail server rejects for good is not tried again', async () => {
    const session = await createSession(server)
    mailbox.behavior = 550
    await request(session.email)
    const stateOf = async () =>
      (
        await server.context.db
          .selectFrom('emails')
          .select('state')
          .where('recipient', '=', session.email)
          .executeTakeFirst()
      )?.state

    await expect.poll(stateOf).toBe('failed')
  })

  test('nothing in the database, the queue or the log opens anything', async () => {
    const { session, ticket, email } = await requested()
    const bearer = { authorization: `Bearer ${session.accessToken}` }
    const exported = await server.get('/api/me/export/', bearer)
    const tables = ['verifications', 'emails', 'request_limits', 'audit_events'] as const
    const rows = await Promise.all(
      tables.map((table) => server.context.db.selectFrom(table).selectAll().execute()),
    )
    const written = JSON.stringify([rows, exported.body]) + server.logLines.join('\n')
    const handle = ticket.slice(0, 22)

    expect(exported.status).toBe(200)
    expect(written).toContain(handle)
    const { code = '' } = email
    for (const secret of [ticket, tokenOf(email), code, code.replace(' ', '')]) {
      expect(written).not.toContain(secret)
    }
    const strings = [...new Set(written.match(/[\w-]{22}(\.[\w-]{43})?/g))].slice(0, 400)
    const proofs = strings.flatMap((text) => [{ token: text }, { ticket: text, code: text }])
    const answers: Awaited<ReturnType<typeof request>>[] = []
    // Not all at once: a busy machine resets connections beyond what it lets wait.
    for (let start = 0; start < proofs.length; start += 50) {
      const some = proofs.slice(start, start + 50)
      answers.push(
        ...(await Promise.all(
          some.map((proof) => server.post('/api/password/reset/check/', proof)),
        )),
      )
    }
    expect(answers.filter(({ status }) => status === 200)).toEqual([])
  })

  test('an old session cannot choose the mailbox that would open the account', async () => {
    const session = await createSession(server)
    server.clock.advance(11 * minute)
    const { body } = await refresh(server, session.refreshToken)
    const headers = { authorization: `Bearer ${body.access_token}` }
    const email = `thief-${session.email}`
    const refused = await server.put('/api/me/', { email }, headers)
    const renamed = await server.put('/api/me/', { username: 'Ann' }, headers)

    expect([refused.status, renamed.status]).toEqual([403, 200])
    expect(await canLogIn(session.email, password)).toBe(true)
  })

  test('an address within a quoted local part gets nothing, whatever the mail server thinks of it', async () => {
    const locals = ['"a@example.org"', '"a@example.org,b@example.org"', '"<a@example.org>"']
    for (const local of locals) {
      const { email } = await addUser(server, { email: `${local}@example.com` })
      expect((await request(email)).status).toBe(202)
    }
    const waiting = () =>
      server.context.db.selectFrom('emails').select('id').where('state', '=', 'due').execute()
    await expect.poll(waiting).toEqual([])
    const recipients = mailbox.received.flatMap((each) => each.recipients)

    expect(recipients.filter((recipient) => recipient.endsWith('@example.org'))).toEqual([])
  })

  test('only a superuser sends a superuser the link', async () => {
    const root = await addSuperuser(server)
    const staff = await asConsole(server, await addStaff(server, 'users.change_user'))
    const { id, email } = await addUser(server)
    const refused = await staff('POST', `users/${root.id}/send-reset/`, {})
    const sent = await staff('POST', `users/${id}/send-reset/`, {})
    await mailbox.next(email)

    expect([refused.status, sent.status]).toEqual([403, 200])
    expect(mailbox.countFor(root.email)).toBe(0)
  })

  test('GET changes nothing', async () => {
    const { email } = await requested()
    for (const path of ['/api/password/reset/', '/api/password/reset/confirm/']) {
      expect((await server.get(`${path}?token=${tokenOf(email)}`)).status).toBe(405)
    }
    expect((await confirm({ token: tokenOf(email) })).status).toBe(200)
  })

  test.each([
    ['a list', ['a@example.com', 'b@example.com']],
    ['two addresses', 'a@example.com,b@example.com'],
    ['a header', 'a@example.com\r\nBcc: b@example.com'],
    ['an object', { address: 'a@example.com' }],
    ['a quoted local part', '"a b"@example.com'],
    ['a comment', 'a(b@example.org)@example.com'],
    ['a name', 'Ann <a@example.com>'],
    ['a NUL', 'a\u0000@example.com'],
    ['a route', '@example.org:a@example.com'],
  ])('%s is no address', async (_name, address) => {
    expect((await request(address)).status).toBe(400)
  })
})

describe.each(databases)('without a mail server on %s', (database) => {
  test('production says so for every address, and development shows the link in its log', async () => {
    const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://auth.example.com' }
    const closed = await startTestServer({ database, env: production })
    const open = await startTestServer({ database })
    const user = await addUser(open)
    const host = { host: 'auth.example.com' }
    const refused = await closed.post('/api/password/reset/', { email: user.email }, host)
    const kept = await open.post('/api/password/reset/', { email: user.email })
    const line = open.logLines
      .map((each) => JSON.parse(each))
      .find(({ event }) => event === 'email.kept')
    const done = await open.post('/api/password/reset/confirm/', {
      ticket: kept.body.ticket,
      code: line.code,
      password: newPassword,
    })

    expect(refused).toMatchObject({
      status: 503,
      body: { detail: 'This server cannot send email.' },
    })
    expect([kept.status, done.status]).toEqual([202, 200])
    await closed.close()
    await open.close()
  })
})

test('a mail server that rejects the login gets everything once the password is right', async () => {
  const mailbox = await openMailbox()
  mailbox.behavior = 'no login'
  const env = mailbox.environment
  const server = await startTestServer({ database: 'sqlite', env })
  const { email } = await addUser(server)
  await server.post('/api/password/reset/', { email })
  const queued = () =>
    server.context.db.selectFrom('emails').select(['state', 'last_error']).executeTakeFirst()

  const rejected = 'The mail server responded with 535.'
  await expect.poll(async () => (await queued())?.last_error).toBe(rejected)
  expect(await queued()).toMatchObject({ state: 'due' })

  mailbox.behavior = 'accept'
  server.clock.advance(15_000)
  expect(await mailbox.next(email)).toHaveProperty('code')

  await server.close()
  await mailbox.close()
})

describe.each(databases)('email from the command line on %s', (database) => {
  test('a link is sent to a user, seen in the list, and the mail server can be tested', async () => {
    const mailbox = await openMailbox()
    const env = mailbox.environment
    const server = await startTestServer({ database, env })
    // The program has a clock of its own.
    server.clock.advance(Date.now() - server.clock.now())
    const user = await addUser(server)
    const latchkey = latchkeyOn(server.database)
    const sent = await latchkey(`users send-reset ${user.email} --json`, { env })
    server.clock.advance(minute)
    const email = await mailbox.next(user.email)
    const tested = await latchkey('email test --to you@example.com --kind invitation', { env })
    mailbox.behavior = 550
    const rejected = await latchkey('email test --to you@example.com', { env })
    const listed = await latchkey('email list --json', { env })
    const retried = await latchkey(`email retry ${listed.json.emails[0].id}`, { env })
    const unset = await latchkey('email test --to you@example.com')

    expect([sent.exit, tested.exit, rejected.exit, retried.exit, unset.exit]).toEqual([
      0, 0, 1, 5, 3,
    ])
    expect(email.link).toContain('/account/reset/#')
    expect(tested.stdout).toContain('accepted a message for you@example.com')
    expect((await mailbox.next('you@example.com')).subject).toBe('You are invited')
    expect(rejected.stdout).toContain('550')
    expect(listed.json.emails).toMatchObject([{ kind: 'reset_password', state: 'sent' }])
    await server.close()
    await mailbox.close()
  })
})
