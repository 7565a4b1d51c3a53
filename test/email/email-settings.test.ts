import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { addSuperuser, addUser } from '../support/people.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const name = 'Ännie’s & Sons'
const pages = [
  '/account/forgot/',
  '/account/reset/',
  '/account/undo/',
  '/account/restore/',
  '/admin/login/',
  '/admin/setup/',
]

describe.each(databases)('the brand on %s', (database) => {
  let mailbox: Mailbox
  let server: TestServer

  beforeAll(async () => {
    mailbox = await openMailbox()
    const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'auth@example.com' }
    server = await startTestServer({ database, env })
    await addSuperuser(server)
  })
  afterAll(async () => {
    await server.close()
    await mailbox.close()
  })

  const requestReset = async (headers: Record<string, string> = {}) => {
    const { email } = await addUser(server)
    await server.post('/api/password/reset/', { email }, headers)
    return mailbox.next(email)
  }

  test('is in every email and on every page for people as soon as it is set', async () => {
    const before = await requestReset()
    await setSetting(server, 'PRODUCT_NAME', name)
    const after = await requestReset()
    const shown = await Promise.all(pages.map((page) => server.get(page)))
    await setSetting(server, 'PRODUCT_NAME', undefined)

    expect(before.content).toContain('your account at localhost.')
    expect(before.content).toContain('From: localhost <auth@example.com>')
    expect(after.content).toContain(`your account at ${name}.`)
    expect(after.content).toMatch(/^From: =\?UTF-8\?.* <auth@example\.com>/m)
    for (const { body } of shown) {
      expect(body).toContain('Ännie’s &amp; Sons</p>')
      expect(body).toContain('· Ännie’s &amp; Sons</title>')
    }
    expect((await server.get('/account/forgot/')).body).toContain('· Latchkey</title>')
  })

  test('the color is that of links in emails and of the pages, from then on', async () => {
    const before = await requestReset()
    await setSetting(server, 'BRAND_COLOR', '#a51d2d')
    const after = await requestReset()
    const page = String((await server.get('/account/forgot/')).body)
    const path = /href="(\/admin\/login\/page\.css[^"]*)"/.exec(page)?.[1] ?? ''
    const style = await server.get(path)
    await setSetting(server, 'BRAND_COLOR', undefined)

    expect(before.content).toContain('a { color: #2f5fd0; }')
    expect(after.content).toContain('a { color: #a51d2d; }')
    expect(path).toContain('?color=a51d2d')
    expect(style.body).toContain('--accent: light-dark(#a51d2d, #')
    expect((await server.get('/admin/login/page.css')).body).not.toContain(
      '--accent: light-dark(#a51d2d',
    )
  })

  test('emails are in the language that is set, unless the browser asks for another one', async () => {
    await setSetting(server, 'DEFAULT_LOCALE', 'de')
    const isGerman = async (headers?: Record<string, string>) =>
      (await requestReset(headers)).content.includes('ein neues Passwort')
    const areGerman = [
      await isGerman(),
      await isGerman({ 'accept-language': 'fr' }),
      await isGerman({ 'accept-language': 'en' }),
    ]
    await setSetting(server, 'DEFAULT_LOCALE', undefined)

    expect(areGerman).toEqual([true, true, false])
  })
})
