import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asConsole, type Send } from '../support/admin-api.ts'
import { latchkeyOn } from '../support/latchkey.ts'
import { addStaff, addSuperuser, addUser } from '../support/people.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const path = 'email-templates/reset_password/en/'
const body = 'Hello from {{product}}!\n\n**{{code}}**\n\n[Or here]({{link}})'

describe.each(databases)('the texts of emails on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let node: TestServer
  let send: Send

  beforeAll(async () => {
    node = await startTestServer({ database, env: mailbox.environment, besides: server })
    send = await asConsole(server, await addSuperuser(server))
  })
  beforeEach(async () => {
    await server.context.db.deleteFrom('email_text_changes').execute()
  })
  afterAll(() => node.close())

  test('every kind has a built-in text in every language, and says what it can show', async () => {
    const { body: list } = await send('GET', 'email-templates/')
    const { body: text } = await send('GET', path)

    expect(list.results.length).toBeGreaterThan(20)
    expect(list.results.every((each: { is_custom: boolean }) => !each.is_custom)).toBe(true)
    expect(text).toMatchObject({ subject: 'Reset your password', version: 0, is_custom: false })
    expect(text.variables).toContainEqual({ name: 'code', sample: '1234 5678', is_required: true })
    expect(text.built_in.body).toBe(text.body)
  })

  test('every built-in text is one that could be saved', async () => {
    const { body: list } = await send('GET', 'email-templates/')
    for (const { kind, locale } of list.results) {
      const { body: text } = await send('GET', `email-templates/${kind}/${locale}/`)
      const preview = await send(
        'POST',
        `email-templates/${kind}/${locale}/preview/`,
        text.built_in,
      )
      expect(preview, `${kind} ${locale}`).toMatchObject({ status: 200 })
    }
  })

  test('a change is what the next message of every node says, and a reset ends it', async () => {
    const messageFrom = async (from: TestServer) => {
      const { email } = await addUser(server)
      await from.post('/api/password/reset/', { email })
      return mailbox.next(email)
    }

    const changed = await send('PATCH', path, { subject: 'New one for {{product}}', body })
    const messages = [await messageFrom(server), await messageFrom(node)]
    const reset = await send('DELETE', path, undefined, { 'if-match': changed.headers.get('etag') })

    expect(changed).toMatchObject({ status: 200, body: { is_custom: true } })
    for (const message of messages) {
      expect(message.subject).toBe('New one for localhost')
      expect(message.content).toContain('Hello from localhost!')
      expect(message.code).toMatch(/^\d{4} \d{4}$/)
      expect(message.link).toContain('/account/reset/#')
    }
    expect(reset).toMatchObject({ status: 200, body: { is_custom: false } })
    expect((await messageFrom(node)).subject).toBe('Reset your password')
  })

  test('the history has every text, and any of them can be saved again', async () => {
    await send('PATCH', path, { subject: 'First' })
    await send('PATCH', path, { subject: 'Second' })
    await send('DELETE', path)
    const { body: history } = await send('GET', `${path}history/`)
    const first = history.results.at(-1)
    const restored = await send('PATCH', path, { subject: first.subject, body: first.body })

    const subjects = history.results.map(({ subject }: { subject: string }) => subject)
    expect(subjects).toEqual([null, 'Second', 'First'])
    expect(restored.body).toMatchObject({ subject: 'First', is_custom: true })
    expect(restored.body.version).toBeGreaterThan(history.results[0].id)
  })

  test('of two changes of one version the second is a conflict, and a change without effect is none', async () => {
    const { body: seen } = await send('PATCH', path, { subject: 'One' })
    const same = await send('PATCH', path, { subject: 'One', version: seen.version })
    const answers = await Promise.all(
      ['Two', 'Three'].map((subject) => send('PATCH', path, { subject, version: seen.version })),
    )

    expect(same.body.version).toBe(seen.version)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect(answers.find(({ status }) => status === 412)?.body.code).toBe('version_mismatch')
  })

  test.each([
    ['an unknown variable', 'one\n{{code}} {{link}} {{password}}', /^Line 2: .*\{\{password\}\}/],
    ['a variable of every object', '{{code}} {{link}} {{constructor}}', /\{\{constructor\}\}/],
    [
      'a variable with spaces',
      '{{code}} {{link}}\n{{ product }}',
      /^Line 2: A variable is written/,
    ],
    ['no code', 'Only {{link}}', /\{\{code\}\}/],
    ['no link', 'Only {{code}}', /\{\{link\}\}/],
    [
      'a code in an address',
      '{{code}} {{link}}\nhttps://evil.example/?{{code}}',
      /^Line 2: .*address/,
    ],
    ['a code in a link', '{{code}} {{link}} [x](https://e.example/{{code}})', /address/],
    ['a code in a link with spaces', '{{code}} {{link}} [x](<//e.example/ {{code}}>)', /address/],
    ['a prototype', '{{code}} {{link}} {{__proto__}}', /\{\{__proto__\}\}/],
    ['64 kB', `{{code}} {{link}} ${'a'.repeat(65_536)}`, /20,?000|20 000/],
    ['nothing', ' ', /blank/],
  ])('a body with %s is rejected', async (_name, wrong, issue) => {
    const saved = await send('PATCH', path, { body: wrong })
    const previewed = await send('POST', `${path}preview/`, { subject: 'a', body: wrong })

    for (const { status, body: problem } of [saved, previewed]) {
      expect(status).toBe(400)
      expect(problem.errors.body.join('\n')).toMatch(issue)
    }
  })

  test.each(['', 'a\nb', 'Your code {{code}}', '{{link}}'])(
    'the subject %j is rejected',
    async (subject) => {
      const { status, body: problem } = await send('PATCH', path, { subject })

      expect(status).toBe(400)
      expect(problem.errors.subject).toHaveLength(1)
    },
  )

  test('a preview has both parts, opens nothing, and no markup of its own', async () => {
    const wild = `${body}\n\n<script>alert(1)</script> <img src="https://e.example/"> ![x](https://e.example/a.png) [y](javascript:alert(1))`
    const { status, body: preview } = await send('POST', `${path}preview/`, {
      subject: 'Hi',
      body: wild,
    })

    expect(status).toBe(200)
    expect(preview.text).toContain('1234 5678')
    expect(preview.html).toContain('<strong>1234 5678</strong>')
    expect(preview.html).toContain('href="http://localhost:8000/account/reset/#example"')
    expect(preview.html).not.toMatch(/<script|<img|href="javascript/)
    const { body: text } = await send('GET', path)
    expect(text.version).toBe(0)
  })

  test('a text is sent to whoever asks, saved or not, with a code that opens nothing', async () => {
    const staff = await addStaff(server, 'email.send_email')
    const sender = await asConsole(server, staff)
    const german = await sender('POST', 'email-templates/reset_password/de/send/', {})
    const typed = await sender('POST', `${path}send/`, { subject: 'Try {{product}}', body })
    const bad = await sender('POST', `${path}send/`, { body: 'no code' })
    const elsewhere = await sender('POST', `${path}send/`, { recipient: 'eve@example.com' })
    const messages = [await mailbox.next(staff.email), await mailbox.next(staff.email)]

    expect(german.body).toMatchObject({ is_accepted: true, recipient: staff.email })
    expect(typed.body.is_accepted).toBe(true)
    expect([bad.status, elsewhere.status]).toEqual([400, 200])
    expect(messages.map(({ subject }) => subject).sort()).toEqual([
      '=?UTF-8?Q?Passwort_zur=C3=BCcksetzen?=',
      'Try localhost',
    ])
    expect(messages.every(({ content }) => content.includes('1234 5678'))).toBe(true)
    expect(mailbox.countFor('eve@example.com')).toBe(0)
  })

  test('all changed texts go to another installation as one file, or none of them', async () => {
    const other = 'email-templates/test/de/'
    await send('PATCH', path, { subject: 'Ours', body })
    await send('PATCH', other, { subject: 'Unsere' })
    const { body: file } = await send('GET', 'email-templates/export/')
    const again = await send('POST', 'email-templates/import/', file)
    await server.context.db.deleteFrom('email_text_changes').execute()
    const [, second] = file.texts
    const broken = { texts: [file.texts[0], { ...second, body: 'a\n{{x}}' }] }
    const refused = await send('POST', 'email-templates/import/', broken)
    const twice = await send('POST', 'email-templates/import/', { texts: [second, second] })
    const planned = await send('POST', 'email-templates/import/', { ...file, dry_run: true })
    const { body: between } = await send('GET', 'email-templates/export/')
    const taken = await send('POST', 'email-templates/import/', file)
    const { body: after } = await send('GET', 'email-templates/export/')

    expect(file.texts).toMatchObject([
      { kind: 'reset_password', locale: 'en', subject: 'Ours', body },
      { kind: 'test', locale: 'de', subject: 'Unsere' },
    ])
    expect(again.body).toEqual({ dry_run: false, changed: [] })
    expect(refused.status).toBe(400)
    expect(refused.body.errors['test/de/body'][0]).toContain('Line 2:')
    expect(twice.body.errors).toHaveProperty('test/de')
    expect(between).toEqual({ texts: [] })
    const changed = ['reset_password/en', 'test/de']
    expect(planned.body).toEqual({ dry_run: true, changed })
    expect(taken.body).toEqual({ dry_run: false, changed })
    expect(after).toEqual(file)
  })

  test('texts are moved from the command line', async () => {
    await send('PATCH', path, { subject: 'Ours', body })
    const latchkey = latchkeyOn(server.database)
    const exported = await latchkey('email export-texts')
    await server.context.db.deleteFrom('email_text_changes').execute()
    const imported = await latchkey('email import-texts -', { input: exported.stdout })
    const nonsense = await latchkey('email import-texts -', { input: '{"texts": [{}]}' })

    expect(imported.stderr + imported.stdout).toContain('Changed 1 of 1 texts: reset_password/en.')
    expect(nonsense.exit).toBe(2)
    expect((await send('GET', path)).body.subject).toBe('Ours')
  })

  test('who may see emails reads and previews texts, and changes none', async () => {
    const viewer = await asConsole(server, await addStaff(server, 'email.view_email'))

    expect(await viewer('POST', `${path}send/`, {})).toMatchObject({ status: 403 })
    expect(await viewer('GET', 'email-templates/export/')).toMatchObject({ status: 200 })
    expect(await viewer('POST', 'email-templates/import/', { texts: [] })).toMatchObject({
      status: 403,
    })
    expect(await viewer('GET', path)).toMatchObject({ status: 200 })
    expect(await viewer('PATCH', path, { subject: 'x' })).toMatchObject({ status: 403 })
    expect(await viewer('DELETE', path)).toMatchObject({ status: 403 })
    expect(await viewer('GET', 'email-templates/reset_password/xx/')).toMatchObject({ status: 400 })
  })
})
