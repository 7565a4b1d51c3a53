import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createUser } from '../../src/features/users/create-user.ts'
import { chromiumPath } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { addEmail } from '../support/emails.ts'
import { openMailbox } from '../support/mailbox.ts'
import { addStaff, addUser, operator } from '../support/people.ts'
import { withConsole } from './console-visit.ts'
import { layoutFaults } from './page-layout.ts'

const mailbox = await openMailbox()
afterAll(() => mailbox.close())

describe.skipIf(!chromiumPath)('emails in the console', () => {
  const env = mailbox.environment
  const { server, admin, visitAs } = withConsole('sqlite', env)

  beforeEach(() => {
    mailbox.behavior = 'accept'
  })

  test('a test message is sent to oneself, step by step', async () => {
    const { page, open, issues } = await visitAs(admin)
    await open('/admin/email/server/')
    await page.getByRole('button', { name: 'Send test message' }).click()
    await page.getByText(`The mail server accepted the message for ${admin.email}.`).waitFor()
    const received = await mailbox.next(admin.email)

    expect(received.subject).toBe('Email works')
    expect(await page.getByRole('status').getByText('OK', { exact: true }).count()).toBe(6)
    expect(await faultsInEveryLook(page, layoutFaults)).toEqual([])
    expect(issues).toEqual([])
  })

  test('the step that failed says what to do', async () => {
    mailbox.behavior = 'no login'
    const { page, open } = await visitAs(admin)
    await open('/admin/email/server/')
    await page.getByRole('button', { name: 'Send test message' }).click()
    await page.getByText('The message was not sent.').waitFor()

    const failed = page.getByRole('listitem').filter({ hasText: 'Log in' })
    expect(await failed.innerText()).toContain('Check user and password in SMTP_URL.')
    expect(await page.getByText('Not reached').count()).toBe(3)
    expect(await faultsInEveryLook(page, layoutFaults)).toEqual([])
  })

  test('a failed email is sent again from the list', async () => {
    const recipient = 'again@example.com'
    await addEmail(server, { recipient, state: 'failed' })
    const { page, open } = await visitAs(admin)
    await open('/admin/email/?state=failed')
    await page.getByRole('button', { name: `Retry the email to ${recipient}` }).click()
    await page.getByText(`The email to ${recipient} is sent again`).waitFor()

    expect((await mailbox.next(recipient)).subject).toBe('Your password was changed')
  })

  test('who may only see emails gets no buttons that send', async () => {
    const id = await addEmail(server, { state: 'failed' })
    const { page, open } = await visitAs(await addStaff(server, 'email.view_email'))

    for (const path of ['', `${id}/`, 'server/']) {
      await open(`/admin/email/${path}`)
      expect(await page.getByRole('button', { name: /^(Retry|Send)/ }).count()).toBe(0)
    }
  })

  test('a text is changed with a preview at its side, and taken back from the history', async () => {
    const { page, open, issues } = await visitAs(admin)
    await open('/admin/email/texts/test/en/')
    const subject = page.getByRole('textbox', { name: 'Subject' })
    const body = page.getByRole('textbox', { name: 'Text' })
    const shown = page.frameLocator('iframe').locator('.card')
    const background = () =>
      page
        .frames()
        .at(-1)
        ?.evaluate("getComputedStyle(document.querySelector('.card')).backgroundColor")
    const save = async () => {
      await page.getByRole('region').getByRole('button', { name: 'Save' }).click()
      await page.getByText('Text saved; the next email uses it').first().waitFor()
    }

    await body.fill('Greetings from **{{product}}**')
    await shown.getByText('Greetings from localhost').waitFor()
    expect(await background()).toBe('rgb(255, 255, 255)')
    await body.fill('A {{secret}}')
    await page.getByText('Line 1: There is no variable {{secret}} here.').waitFor()
    await body.fill('Greetings from **{{product}}**')
    await subject.fill('First')
    await page.getByRole('button', { name: 'Send to me' }).click()
    expect((await mailbox.next(admin.email)).subject).toBe('First')
    await save()
    await subject.fill('Second')
    await save()
    await page.getByRole('button', { name: /^Use this text/ }).click()
    expect(await subject.inputValue()).toBe('First')
    await save()

    await page.getByRole('button', { name: 'Reset to the built-in text' }).click()
    await page.getByText('Back to the built-in text').waitFor()
    expect(await subject.inputValue()).toBe('Email works')

    await open('/admin/email/texts/')
    const moved = { kind: 'test', locale: 'de', subject: 'Von nebenan', body: 'Text' }
    await page.getByLabel('Import texts').setInputFiles({
      name: 'texts.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ texts: [moved] })),
    })
    const question = page.getByRole('dialog', { name: 'Import 1 text' })
    await question.getByText('test/de').waitFor()
    await question.getByRole('button', { name: 'Import texts' }).click()
    await page.getByRole('cell', { name: 'Von nebenan' }).waitFor()
    expect(issues).toEqual([])
  })

  test('whoever has no password says so, and is sent a link before anybody sets one', async () => {
    const { id, email } = await createUser(server.context, { email: 'new@example.com' }, operator)
    const { page, open } = await visitAs(admin)
    await open(`/admin/users/${id}/security/`)
    await page.getByText('This user has no password and cannot log in with one.').waitFor()
    expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual([
      'Logins',
      'Send reset link',
      'Set password',
    ])

    await page.getByRole('button', { name: 'Send reset link' }).click()
    await page.getByText(`Reset link sent to ${email}`).waitFor()
    expect((await mailbox.next(email)).link).toContain('/account/reset/#')
  })

  test('a new user without a password can be invited instead', async () => {
    const { page, open, issues } = await visitAs(admin)
    await open('/admin/users/new/')
    await page.getByLabel('Email').fill('invited@example.com')
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await page.getByText('Invitation sent to invited@example.com').waitFor()
    await page.waitForURL('**/admin/users/')

    expect((await mailbox.next('invited@example.com')).subject).toBe('You are invited')
    expect(issues).toEqual([])
  })

  test('users are filtered by whether their address is confirmed', async () => {
    const confirmed = await addUser(server)
    await server.context.db
      .updateTable('users')
      .set({ email_verified_at: server.clock.now() })
      .where('id', '=', confirmed.id)
      .execute()
    const other = await addUser(server)
    const { page, open } = await visitAs(admin)
    const emails = async (verified: boolean) => {
      await open(`/admin/users/?email_verified=${verified}`)
      return page.locator('tbody a').allInnerTexts()
    }

    expect(await emails(true)).toContain(confirmed.email)
    expect(await emails(true)).not.toContain(other.email)
    expect(await emails(false)).toContain(other.email)
    expect(await emails(false)).not.toContain(confirmed.email)
  })
})
