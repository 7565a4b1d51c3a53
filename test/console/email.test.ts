import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { addEmail } from '../support/emails.ts'
import { openMailbox } from '../support/mailbox.ts'
import { addStaff } from '../support/people.ts'
import { withConsole } from './console-visit.ts'
import { layoutFaults } from './page-layout.ts'

const mailbox = await openMailbox()
afterAll(() => mailbox.close())

describe.skipIf(!chromiumPath)('emails in the console', () => {
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'auth@example.com' }
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
    await save()
    await subject.fill('Second')
    await save()
    await page.getByRole('button', { name: /^Use this text/ }).click()
    expect(await subject.inputValue()).toBe('First')
    await save()

    await page.getByRole('button', { name: 'Reset to the built-in text' }).click()
    await page.getByText('Back to the built-in text').waitFor()
    expect(await subject.inputValue()).toBe('Email works')
    expect(issues).toEqual([])
  })
})
