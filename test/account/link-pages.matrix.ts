import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { inTransaction } from '../../src/context.ts'
import { linkOf } from '../../src/features/email/email-links.ts'
import { inviteUser } from '../../src/features/invitations/invite-user.ts'
import { createVerification } from '../../src/features/verifications/create-verification.ts'
import type { VerificationKind } from '../../src/features/verifications/verification-kinds.ts'
import { findVerificationById } from '../../src/features/verifications/verification-repository.ts'
import { layoutFaults } from '../console/page-layout.ts'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { faultsInEveryLook, watch } from '../support/browser-page.ts'
import { addUser, operator, password } from '../support/people.ts'
import type { TestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const chosen = 'staple battery horse'
const phone = { viewport: { width: 320, height: 720 } }

describe.skipIf(!chromiumPath)('the page of a link', () => {
  const server = withServer({ database: 'sqlite' })
  const openContext = withBrowser()

  test.each([
    ['reset_password', chosen, 'Password changed'],
    ['confirm_email', password, 'Email address confirmed'],
    ['change_email', password, 'Email address changed'],
    ['undo_email_change', chosen, 'Email address restored'],
    ['restore_user', password, 'Account restored'],
    ['invitation', chosen, 'Account created'],
    ['register', chosen, 'Account created'],
  ] as const)(
    '%s: every look, light, and by keyboard alone on a phone',
    async (kind, typed, heading) => {
      const context = await openContext(phone)
      const watched = watch(context, server.origin)
      const page = await context.newPage()
      const response = await page.goto(await linkTo(server, kind))
      const issues = await faultsInEveryLook(page, layoutFaults)
      const size = (await response?.body())?.length
      await page.setViewportSize(phone.viewport)
      await tabTo(page, 'input[type=password]')
      await page.keyboard.type('short')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
      issues.push(...(await faultsInEveryLook(page, layoutFaults)))
      await tabTo(page, 'input[type=password]')
      await page.keyboard.type(typed)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: heading }).waitFor()
      issues.push(...(await faultsInEveryLook(page, layoutFaults)))

      expect(issues).toEqual([])
      expect(size).toBeLessThan(15_000)
      expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
    },
  )

  test('confirm_email: one button where the browser is logged in, by keyboard alone', async () => {
    const link = await linkTo(server, 'confirm_email', 'logged-in@example.org')
    const page = await (await openContext(phone)).newPage()
    await page.goto(`${server.origin}/account/login/`)
    await tabTo(page, 'input[type=email]')
    await page.keyboard.type('logged-in@example.org')
    await tabTo(page, 'input[type=password]')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/account/security/')
    await page.goto(link)
    const issues = await faultsInEveryLook(page, layoutFaults)
    await tabTo(page, 'button[type=submit]')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Email address confirmed' }).waitFor()

    expect(issues).toEqual([])
  })
})

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate<boolean>(`document.activeElement.matches('${selector}')`)
    if (isThere) return
  }
  throw new Error(`no key leads to ${selector}`)
}

let count = 0

/** A live link of this kind, with everything it is about. */
async function linkTo(
  server: TestServer,
  kind: VerificationKind,
  email = `subject${++count}@example.org`,
): Promise<string> {
  const id = kind === 'invitation' ? await invite(server, email) : await create(server, kind, email)
  const verification = await findVerificationById(server.context.db, id)
  if (!verification) throw new Error('no verification')
  const { pathname, hash } = new URL(linkOf(server.context, verification))
  return server.origin + pathname + hash
}

async function create(server: TestServer, kind: VerificationKind, email: string) {
  const isNew = kind === 'register'
  const hasAddress = kind !== 'change_email' && kind !== 'undo_email_change'
  const user = isNew ? undefined : await addUser(server, hasAddress ? { email } : {})
  if (kind === 'restore_user') {
    await server.context.db
      .updateTable('users')
      .set({ deleted_at: server.clock.now() })
      .where('email', '=', email)
      .execute()
  }
  const request = {
    kind,
    userId: user?.id ?? null,
    email,
    client: {},
    payload: isNew ? { passwordHash: '!' } : undefined,
  }
  const { id } = await inTransaction(server.context, (context) =>
    createVerification(context, request),
  )
  return id
}

async function invite(server: TestServer, email: string): Promise<number> {
  await inviteUser(server.context, { email }, operator)
  const { id } = await server.context.db
    .selectFrom('verifications')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return id
}
