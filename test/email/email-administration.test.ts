import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asConsole, type Send } from '../support/admin-api.ts'
import { addEmail } from '../support/emails.ts'
import { latchkeyOn } from '../support/latchkey.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { addStaff, addSuperuser, addUser } from '../support/people.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const steps = ['resolve', 'connect', 'tls', 'login', 'sender', 'recipient', 'accepted']

describe.each(databases)('the administration of emails on %s', (database) => {
  let mailbox: Mailbox
  let server: TestServer
  let env: Record<string, string>
  let send: Send
  let email: string

  beforeAll(async () => {
    mailbox = await openMailbox()
    env = mailbox.environment
    server = await startTestServer({ database, env })
    const administrator = await addSuperuser(server)
    email = administrator.email
    send = await asConsole(server, administrator)
  })
  beforeEach(() => {
    mailbox.behavior = 'accept'
  })
  afterAll(async () => {
    await server.close()
    await mailbox.close()
  })

  /** The steps by their results. */
  const resultsOf = (body: { steps: { step: string; result: string }[] }) =>
    Object.fromEntries(body.steps.map(({ step, result }) => [step, result]))

  test('the list is filtered by state, kind and the beginning of the recipient, and has pages', async () => {
    const ids: number[] = []
    for (const state of ['sent', 'failed', 'sent'] as const) {
      ids.push(await addEmail(server, { recipient: 'List@example.com', state }))
    }
    ids.push(await addEmail(server, { recipient: 'list2@example.com', kind: 'test' }))
    const found = async (query: string) => {
      const { body } = await send('GET', `emails/?q=list&${query}`)
      return body.results.map(({ id }: { id: number }) => id)
    }

    const first = await send('GET', 'emails/?q=LIST&limit=3')
    const second = await send('GET', `emails/?q=LIST&limit=3&cursor=${first.body.next}`)

    expect(first.body).toMatchObject({ count: 4, count_is_exact: true })
    expect(
      [...first.body.results, ...second.body.results].map(({ id }: { id: number }) => id),
    ).toEqual(ids.toReversed())
    expect(await found('state=failed')).toEqual([ids[1]])
    expect(await found('state=failed,sent')).toHaveLength(4)
    expect(await found('kind=test')).toEqual([ids[3]])
    expect(await send('GET', 'emails/?state=lost')).toMatchObject({ status: 400 })
  })

  test('neither the list nor an email shows a link or a code', async () => {
    const user = await addUser(server)
    await server.post('/api/password/reset/', { email: user.email })
    const { code = '', link = '' } = await mailbox.next(user.email)
    const { body: list } = await send('GET', `emails/?user=${user.id}`)
    const shown = await send('GET', `emails/${list.results[0].id}/`)

    const token = link.slice(link.indexOf('#') + 1)
    const text = JSON.stringify([list, shown.body])
    expect(shown).toMatchObject({ status: 200, body: { kind: 'reset_password', state: 'sent' } })
    expect(mailbox.received.at(-1)?.messageId).toBe(shown.body.message_id)
    expect(text).not.toContain(token)
    expect(text).not.toContain(token.slice(0, 22))
    expect(text).not.toContain(code)
    expect(text).not.toContain(code.replace(' ', ''))
  })

  test('a failed email is sent again, once, and that is audited', async () => {
    const recipient = 'again@example.com'
    const id = await addEmail(server, { recipient, state: 'failed' })

    const retried = await send('POST', `emails/${id}/retry/`, {})
    const received = await mailbox.next(recipient)
    await expect.poll(async () => (await send('GET', `emails/${id}/`)).body.state).toBe('sent')
    const again = await send('POST', `emails/${id}/retry/`, {})

    expect(retried).toMatchObject({ status: 200, body: { id, state: 'due' } })
    expect(received.subject).toBe('Your password was changed')
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(await send('POST', 'emails/999999/retry/', {})).toMatchObject({ status: 404 })
    const { body } = await send('GET', `audit/?action=email.send&object_id=${id}`)
    expect(body.results).toHaveLength(1)
  })

  test('a test message goes to whoever asks, and every step is told', async () => {
    const { status, body } = await send('POST', 'email/test/', {})
    const received = await mailbox.next(email)

    expect(status).toBe(200)
    expect(body).toMatchObject({ recipient: email, is_accepted: true })
    expect(body.steps.map(({ step }: { step: string }) => step)).toEqual(steps)
    expect(resultsOf(body)).toMatchObject({ tls: 'skipped', login: 'ok', accepted: 'ok' })
    expect(received.subject).toBe('Email works')
  })

  test('a test message goes to nobody else', async () => {
    const { body } = await send('POST', 'email/test/', { to: 'eve@example.com' })

    expect(body.recipient).toBe(email)
    expect(mailbox.countFor('eve@example.com')).toBe(0)
  })

  test.each([
    ['no login', 'login', '535'],
    ['no sender', 'sender', '550'],
    ['no recipient', 'recipient', '550'],
    [550, 'accepted', '550'],
  ] as const)(
    'when the mail server has %s, the step that failed is named',
    async (behavior, step, said) => {
      mailbox.behavior = behavior
      const { status, body } = await send('POST', 'email/test/', {})

      const place = steps.indexOf(step)
      const before = steps.slice(0, place).filter((name) => name !== 'tls')
      const after = steps.slice(place + 1)
      expect(status).toBe(200)
      expect(body.is_accepted).toBe(false)
      expect(resultsOf(body)).toEqual({
        tls: 'skipped',
        [step]: 'failed',
        ...Object.fromEntries(before.map((name) => [name, 'ok'])),
        ...Object.fromEntries(after.map((name) => [name, 'not reached'])),
      })
      expect(body.steps[place].detail).toContain(said)
    },
  )

  test('the delivery is described without its password', async () => {
    const { body } = await send('GET', 'email/')

    expect(body).toMatchObject({
      is_configured: true,
      server: new URL(mailbox.url).host,
      encryption: 'none',
      user: 'latchkey',
      from: 'auth@example.com',
    })
    expect(JSON.stringify(body)).not.toContain('secret')
  })

  test('who may see emails may not send them', async () => {
    const viewer = await asConsole(server, await addStaff(server, 'email.view_email'))
    const id = await addEmail(server, { state: 'failed' })

    expect(await viewer('GET', `emails/${id}/`)).toMatchObject({ status: 200 })
    expect(await viewer('POST', `emails/${id}/retry/`, {})).toMatchObject({ status: 403 })
    expect(await viewer('POST', 'email/test/', {})).toMatchObject({ status: 403 })
  })

  test('the command line tests, shows and retries', async () => {
    const latchkey = latchkeyOn(server.database)
    const id = await addEmail(server, { recipient: 'shell@example.com', state: 'failed' })

    const tested = await latchkey('email test --to shell@example.com --json', { env })
    mailbox.behavior = 'no recipient'
    const rejected = await latchkey('email test --to shell@example.com', { env })
    mailbox.behavior = 'accept'
    const shown = await latchkey(`email show ${id} --json`)
    const retried = await latchkey(`email retry ${id}`)
    const missing = await latchkey('email show 999999')

    expect(tested).toMatchObject({ exit: 0, json: { is_accepted: true } })
    expect(rejected.exit).toBe(1)
    expect(rejected.stdout).toMatch(/recipient +failed +.*550/)
    expect(shown).toMatchObject({ exit: 0, json: { id, state: 'failed' } })
    expect(retried.exit).toBe(0)
    expect(missing.exit).toBe(5)
    expect((await mailbox.next('shell@example.com')).subject).toBe('Email works')
  })
})

describe('without a mail server that is reached', () => {
  const withEnvironment = async (env: Record<string, string>) => {
    const server = await startTestServer({ database: 'sqlite', env })
    const send = await asConsole(server, await addSuperuser(server))
    return { server, send }
  }

  test('nothing is sent where none is configured', async () => {
    const { server, send } = await withEnvironment({})

    expect(await send('POST', 'email/test/', {})).toMatchObject({
      status: 503,
      body: { code: 'email_unavailable' },
    })
    expect((await send('GET', 'email/')).body).toMatchObject({
      is_configured: false,
      mode: 'development',
    })
    await server.close()
  })

  test.each([
    ['resolve', 'smtp://mail.invalid:25'],
    ['connect', 'smtp://127.0.0.1:1'],
  ])('the step %s fails', async (step, url) => {
    const env = { SMTP_URL: url, MAIL_FROM: 'auth@example.com' }
    const { server, send } = await withEnvironment(env)

    const { body } = await send('POST', 'email/test/', {})

    expect(body.steps.find(({ result }: { result: string }) => result === 'failed').step).toBe(step)
    await server.close()
  })

  test('a certificate that nobody trusts fails TLS, and nothing is sent', async () => {
    const mailbox = await openMailbox({ hasTls: true })
    const env = { SMTP_URL: `${mailbox.url}?tls=required`, MAIL_FROM: 'auth@example.com' }
    const { server, send } = await withEnvironment(env)

    const { body } = await send('POST', 'email/test/', {})

    expect(body.is_accepted).toBe(false)
    expect(body.steps[1]).toMatchObject({ step: 'connect', result: 'ok' })
    expect(body.steps[2]).toMatchObject({ step: 'tls', result: 'failed' })
    expect(body.steps[2].detail).toContain('certificate')
    expect(mailbox.received).toEqual([])
    await server.close()
    await mailbox.close()
  })
})
