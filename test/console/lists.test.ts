import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user.ts'
import { addSuperuser, addUser } from '../admin/people.ts'
import { chromiumPath, launchBrowser } from '../support/browser.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { visitConsole } from './console-visit.ts'

describe.skipIf(!chromiumPath)('lists of the console', () => {
  let server: TestServer
  let browser: Browser
  let admin: User
  let users: readonly User[]

  beforeAll(async () => {
    server = await startTestServer({ database: 'sqlite' })
    browser = await launchBrowser()
    admin = await addSuperuser(server)
    users = await Promise.all([1, 2, 3].map(() => addUser(server)))
  })
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test('the rows that are ticked are exported, and without a tick all that match', async () => {
    const [first, second] = users as [User, User]
    const { page, open } = await visitConsole(browser, server, admin)
    await open('/admin/users/?q=user')
    const all = await exported(page, 'Export')
    for (const { email } of [first, second]) await page.getByLabel(`Select ${email}`).check()
    const ticked = await exported(page, 'Export 2 selected')

    expect(all).toHaveLength(4)
    expect(ticked.map(({ email }) => email).sort()).toEqual([first.email, second.email].sort())
  })
})

/** The rows of the file that the menu with this name downloads. */
async function exported(page: Page, menu: string): Promise<{ email: string }[]> {
  await page.getByRole('button', { name: menu, exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'JSON lines' }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line))
}
