import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { inTransaction } from '../../src/context.ts'
import { linkOf } from '../../src/features/email/email-links.ts'
import { createVerification } from '../../src/features/verifications/create-verification.ts'
import { findVerificationById } from '../../src/features/verifications/verification-repository.ts'
import { layoutFaults } from '../console/page-layout.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook, watch } from '../support/browser-page.ts'
import { addUser, password } from '../support/people.ts'
import { withMailServer } from '../support/with-server.ts'

const newPassword = 'staple battery horse'
const phone = { viewport: { width: 320, height: 720 } }

describe.skipIf(!chromiumPath)('the pages for a forgotten password', () => {
  const openContext = withBrowser()
  const { server, mailbox } = withMailServer('sqlite')

  const canLogIn = async (email: string, password: string) =>
    (await server.post('/api/login/', { email, password })).status === 200
  /** The link of an email, at the address of this server. */
  const here = (link: string | undefined) =>
    server.origin + String(link).slice('http://localhost:8000'.length)

  /** By keyboard alone, as a person who types. */
  async function askByKeyboard(page: Page, email: string): Promise<void> {
    await page.goto(`${server.origin}/account/forgot/`)
    await page.keyboard.press('Tab')
    await page.keyboard.type(email)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/reset/')
  }

  test('on a phone, by keyboard alone, with the code', async () => {
    const user = await addUser(server)
    const page = await (await openContext(phone)).newPage()
    await askByKeyboard(page, user.email)
    const { code = '' } = await mailbox.next(user.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(code)
    await page.keyboard.press('Tab')
    await page.keyboard.type('short')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').waitFor()
    const focused = await page.evaluate<string>('document.activeElement.getAttribute("role")')
    await page.getByLabel('New password').fill(newPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Password changed' }).waitFor()

    expect(focused).toBe('alert')
    expect(await canLogIn(user.email, newPassword)).toBe(true)
  })

  test('without scripts, with the code', async () => {
    const user = await addUser(server)
    const page = await (await openContext({ ...phone, javaScriptEnabled: false })).newPage()
    await askByKeyboard(page, user.email)
    const { code = '' } = await mailbox.next(user.email)
    await page.getByLabel('Code').fill(code)
    await page.getByLabel('New password').fill(newPassword)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('heading', { name: 'Password changed' }).waitFor()

    expect(await canLogIn(user.email, newPassword)).toBe(true)
  })

  test('in another browser, with the link, whose secret leaves the address', async () => {
    const user = await addUser(server)
    await askByKeyboard(await (await openContext()).newPage(), user.email)
    const page = await (await openContext()).newPage()
    await page.goto(here((await mailbox.next(user.email)).link))
    const address = page.url()
    const hasCode = await page.getByLabel('Code').isVisible()
    await page.getByLabel('Email').waitFor()
    const shown = await page.getByLabel('Email').inputValue()
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('New password').fill(newPassword)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('heading', { name: 'Password changed' }).waitFor()

    expect(address).toBe(`${server.origin}/account/reset/`)
    expect([hasCode, shown]).toEqual([false, user.email])
    expect(await canLogIn(user.email, newPassword)).toBe(true)
  })

  test('a link that no longer works says so before a password is typed', async () => {
    const user = await addUser(server)
    await server.post('/api/password/reset/', { email: user.email })
    const { link = '' } = await mailbox.next(user.email)
    const token = link.slice(link.indexOf('#') + 1)
    await server.post('/api/password/reset/confirm/', { token, password: newPassword })
    const page = await (await openContext(phone)).newPage()
    await page.goto(here(link))
    const problem = await page.getByRole('alert').textContent()

    expect(problem).toBe('This link or code is no longer valid.')
    expect(await page.getByLabel('Email').isVisible()).toBe(false)
  })

  test('the address of a link is told to nobody without the link', async () => {
    const user = await addUser(server)
    const { body } = await server.post('/api/password/reset/', { email: user.email })
    const { link = '' } = await mailbox.next(user.email)
    const token = link.slice(link.indexOf('#') + 1)
    const ask = (given: string) => server.post('/account/address/', { token: given })
    const [handle = '', mac = ''] = token.split('.')
    const wrong = [body.ticket, handle, `${handle}.${mac.slice(0, -4)}AAAA`, '', 'x'.repeat(66)]

    expect(await ask(token)).toMatchObject({ status: 200, body: { email: user.email } })
    for (const given of wrong) {
      expect(await ask(given)).toMatchObject({
        status: 400,
        body: { detail: 'This link or code is no longer valid.' },
      })
    }
  })

  test('a scanner that opens the link, runs scripts and clicks everything changes nothing', async () => {
    const user = await addUser(server)
    await server.post('/api/password/reset/', { email: user.email })
    const { link } = await mailbox.next(user.email)
    const page = await (await openContext()).newPage()
    await page.goto(here(link))
    for (const button of await page.getByRole('button').all()) await button.click()
    const scanned = await page.content()
    await page.goto(here(link))
    await page.getByLabel('New password').fill(newPassword)
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('heading', { name: 'Password changed' }).waitFor()

    expect(scanned).toContain('This field may not be blank.')
    expect(await canLogIn(user.email, password)).toBe(false)
    expect(await canLogIn(user.email, newPassword)).toBe(true)

    const kinds = [
      'confirm_email',
      'change_email',
      'undo_email_change',
      'restore_user',
      'register',
      'invitation',
    ] as const
    for (const kind of kinds) {
      const { id: userId, email } = await addUser(server)
      const request = { kind, userId, email, client: {} }
      const { id } = await inTransaction(server.context, (context) =>
        createVerification(context, request),
      )
      const created = await findVerificationById(server.context.db, id)
      await page.goto(here(created && linkOf(server.context, created)))
      for (const button of await page.getByRole('button').all()) await button.click()
      await page.getByRole('alert').waitFor()

      expect(await findVerificationById(server.context.db, id), kind).toEqual(created)
    }
  })

  test('are accessible in every look, call nobody, and weigh little', async () => {
    const context = await openContext()
    const watched = watch(context, server.origin)
    const page = await context.newPage()
    const issues: string[] = []
    const look = async () => {
      issues.push(...(await faultsInEveryLook(page, layoutFaults)))
      expect((await page.content()).length).toBeLessThan(15_000)
    }
    await page.goto(`${server.origin}/account/forgot/`)
    await look()
    await page.getByRole('button', { name: 'Send code' }).click()
    await page.getByRole('alert').waitFor()
    await look()
    await page.goto(`${server.origin}/account/reset/`)
    await look()
    await page.goto(`${server.origin}/account/forgot/`)
    await page.getByLabel('Email').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Send code' }).click()
    await page.getByLabel('Code').fill('0000 0000')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('alert').waitFor()
    await look()

    expect(issues).toEqual([])
    expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
  })

  test('another site cannot send the forms', async () => {
    const names = ['forgot', 'reset', 'confirm', 'change-email', 'undo', 'restore', 'invitation']
    for (const path of [...names, 'register'].map((name) => `/account/${name}/`)) {
      const { status } = await server.post(path, {}, { origin: 'https://evil.example.com' })
      expect(status).toBe(403)
    }
  })
})
