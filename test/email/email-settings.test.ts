import { beforeAll, describe, expect, test } from 'vitest'
import { deleteOldKnownDevices } from '../../src/features/sessions/known-device-repository.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import { AccountBrowser } from '../support/account-browser.ts'
import { addSuperuser, addUser, password } from '../support/people.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { withMailServer } from '../support/with-server.ts'

const name = 'Ännie’s & Sons'
const pages = [
  '/account/forgot/',
  '/account/reset/',
  '/account/undo/',
  '/account/restore/',
  '/admin/login/',
  '/admin/setup/',
]

describe.each(databases)('the settings of emails and pages on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let admin: User

  beforeAll(async () => {
    await setSetting(server, 'EMAIL_REQUESTS_PER_CLIENT', 0)
    admin = await addSuperuser(server)
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

  test('a logo is on every page as a picture in which nothing runs, and in no message', async () => {
    const drawn = '<path d="M0 0h9" fill="#a51d2d"/>'
    const shape = `<g onclick="x()">${drawn}</g>`
    const picture = (content: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title>${content}</svg>`
    const refused = [shape, '<script/>', '<image href="x"/>', '<g>', '&x;'].map((content) =>
      setSetting(server, 'LOGO', picture(content)),
    )
    for (const each of refused)
      await expect(each).rejects.toMatchObject({ code: 'validation_failed' })

    const stored = picture(drawn).replace('<title>x</title>', '')
    await setSetting(server, 'LOGO', stored)
    const message = await requestReset()
    const shown = await Promise.all(pages.map((page) => server.get(page)))
    const path = /src="([^"]*logo\.svg[^"]*)"/.exec(String(shown[0]?.body))?.[1] ?? ''
    const logo = await server.get(path)
    await setSetting(server, 'LOGO', undefined)

    for (const { body } of shown) expect(body).toContain(`<img class="logo" src="${path}" alt="">`)
    expect(logo.body).toBe(stored)
    expect(logo.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
    expect(logo.headers.get('x-content-type-options')).toBe('nosniff')
    expect(logo.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(message.content).not.toMatch(/<img|<svg/)
    expect((await server.get('/account/forgot/')).body).not.toContain('logo.svg')
  })

  test('where to get help and what applies is below every message and page', async () => {
    const links = {
      SUPPORT_ADDRESS: 'help@example.com',
      TERMS_URL: 'https://example.com/terms?a=1&b=2',
      PRIVACY_URL: 'https://example.com/privacy',
    }
    for (const [key, value] of Object.entries(links)) await setSetting(server, key, value)
    const message = await requestReset()
    const german = await requestReset({ 'accept-language': 'de' })
    const shown = await Promise.all(pages.map((page) => server.get(page)))
    for (const key of Object.keys(links)) await setSetting(server, key, undefined)
    const [text = '', html = ''] = message.content.split('<!doctype html>')

    expect(text).toContain('help@example.com')
    expect(text).toContain('Terms of service: https://example.com/terms?a=1&b=2')
    expect(german.content).toContain('Datenschutz: https://example.com/privacy')
    for (const content of [html, ...shown.map(({ body }) => String(body))]) {
      expect(content).toContain('href="mailto:help@example.com"')
      expect(content).toContain('href="https://example.com/terms?a=1&amp;b=2"')
      expect(content).toContain('href="https://example.com/privacy"')
    }
    expect((await requestReset()).content).not.toContain('mailto:')
  })

  test('links open the pages of the product where it has its own', async () => {
    const own = 'https://app.example.com/set_password?lang=en&_x_=1#{token}'
    await setSetting(server, 'PASSWORD_RESET_URL', own)
    await setSetting(server, 'EMAIL_CONFIRM_URL', 'http://localhost:3000/#{kind}/{token}')
    await setSetting(server, 'EMAIL_VERIFICATION', 'required')
    const reset = await requestReset({ host: 'evil.example', 'x-forwarded-host': 'evil.example' })
    await server.post('/api/register/', { email: 'new@example.com', password })
    const registration = await mailbox.next('new@example.com')
    await setSetting(server, 'EMAIL_CONFIRM_URL', 'http://localhost:3000/#{token}')
    await server.post('/api/register/', { email: 'newer@example.com', password })
    const hosted = await mailbox.next('newer@example.com')
    for (const key of ['PASSWORD_RESET_URL', 'EMAIL_CONFIRM_URL', 'EMAIL_VERIFICATION']) {
      await setSetting(server, key, undefined)
    }
    const { link = '', content } = reset
    const token = link.slice(link.indexOf('#') + 1)
    const check = await server.post('/api/password/reset/check/', { token })

    expect(link).toBe(own.replace('{token}', token))
    expect(content).toContain(`<a href="${link.replaceAll('&', '&amp;')}">`)
    expect(check.status).toBe(200)
    expect(registration.content).toMatch(/^http:\/\/localhost:3000\/#register\/[\w.-]{66}\r?$/m)
    expect(hosted.link).toContain('http://localhost:8000/account/register/#')
    expect((await requestReset()).link).toContain('http://localhost:8000/account/reset/#')
  })

  const firefox = 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0'
  const logInWith = (email: string, agent: string) =>
    server.post('/api/login/', { email, password }, { 'user-agent': agent })

  test('a login on a new device is told once, and not what its client calls itself', async () => {
    const { email, id } = await addUser(server)
    server.clock.advance(25 * 3_600_000)
    await logInWith(email, firefox)
    await logInWith(email, firefox.replace('140', '141'))
    await logInWith(email, 'https://evil.example/ **Your prize**')
    const told = await mailbox.next(email)
    await logInWith(email, 'https://evil.example/ another')
    await setSetting(server, 'NOTIFY_NEW_DEVICE', false)
    await logInWith(email, 'curl/8')
    await setSetting(server, 'NOTIFY_NEW_DEVICE', undefined)
    await logInWith(email, 'curl/8')
    const second = await mailbox.next(email)

    expect(told.subject).toBe('New login to your account')
    expect(told.content).toContain('unknown, IP address 127.0.0.1')
    expect(told.content).not.toMatch(/evil|prize/)
    expect(second.content).toContain('curl, IP address 127.0.0.1')
    expect(mailbox.countFor(email)).toBe(2)
    expect(
      (
        await server.context.db
          .selectFrom('known_devices')
          .selectAll()
          .where('user_id', '=', id)
          .execute()
      ).length,
    ).toBe(3)
  })

  test('a first login is no news, that of the console is, and a stranger is not written to', async () => {
    const fresh = await addUser(server)
    await logInWith(fresh.email, firefox)
    await logInWith(fresh.email, 'curl/8')
    await logInWith(admin.email, firefox)
    const browser = new AccountBrowser(server)
    await browser.open('/admin/login/')
    await browser.send(
      '/admin/login/',
      { email: admin.email, password },
      { 'user-agent': 'curl/8' },
    )

    expect((await mailbox.next(admin.email)).content).toContain('curl, IP address')
    expect(mailbox.countFor(fresh.email)).toBe(0)
  })

  test('sessions from before devices were recorded count, however they ended', async () => {
    const { email, id } = await addUser(server)
    server.clock.advance(25 * 3_600_000)
    await logInWith(email, firefox)
    const { db } = server.context
    const forget = () => db.deleteFrom('known_devices').where('user_id', '=', id).execute()
    await forget()
    await logInWith(email, firefox)
    const before = await db.selectFrom('emails').selectAll().where('user_id', '=', id).execute()
    await forget()
    await logInWith(email, 'curl/8')

    expect(before).toEqual([])
    expect((await mailbox.next(email)).subject).toBe('New login to your account')

    await logInWith(email, firefox)
    server.clock.advance(1)
    await logInWith(email, 'curl/8')
    await deleteOldKnownDevices(db, server.clock.now() + 1, 1_000)
    const kept = await db
      .selectFrom('known_devices')
      .select('client')
      .where('user_id', '=', id)
      .execute()
    expect(kept).toEqual([{ client: 'curl' }])
  })
})
