import { describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { addUser, password } from '../support/people.ts'
import { databases, type TestServer } from '../support/test-server.ts'
import { settled, withConsole } from './console-visit.ts'
import { focusedName, pressKeys, tabTo } from './keyboard.ts'

// A browser does not see the database: this one journey is enough on both.
describe.skipIf(!chromiumPath).each(databases)(
  'the console by keyboard alone on %s',
  (database) => {
    const { server, admin, visitAs } = withConsole(database)

    test('log in, find a user, deactivate, undo, change a setting, reset it, log out', async () => {
      const user = await addUser(server, { email: 'somebody@example.com' })
      const { page, issues } = await visitAs(undefined)

      await page.goto('/admin/users/')
      await page.locator('input[type=email]').focus()
      await page.keyboard.type(admin.email)
      await page.keyboard.press('Tab')
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      await page.locator('h1', { hasText: 'Users' }).waitFor()

      await settled(page)
      await page.keyboard.press('/')
      await page.keyboard.type('somebody')
      await page.waitForURL(/q=somebody/)
      await settled(page)
      await page.keyboard.press('Tab')
      await pressKeys(page, 'j', 'Enter')
      await page.locator('h1', { hasText: user.email }).waitFor()
      expect(await focusedName(page)).toBe(user.email)

      await settled(page)
      await tabTo(page, 'Deactivate')
      await page.keyboard.press('Enter')
      await page.getByText(`${user.email} deactivated and logged out everywhere`).waitFor()
      expect(await stateOf(server, user.id)).toBe(false)
      await page.locator('header').getByText('Deactivated', { exact: true }).waitFor()
      await page.keyboard.press('z')
      await page.locator('header').getByText('Active', { exact: true }).waitFor()
      expect(await stateOf(server, user.id)).toBe(true)

      await pressKeys(page, 'g', 'c')
      await page.locator('h1', { hasText: 'Settings' }).waitFor()
      await settled(page)
      await tabTo(page, /^Access token lifetime/)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('45s')
      await page.getByText('= 45 seconds').waitFor()
      await page.keyboard.press('ControlOrMeta+s')
      await page.getByRole('dialog', { name: 'Save 1 change' }).waitFor()
      await settled(page)
      await page.keyboard.press('Enter')
      await page.getByText('1 setting saved').waitFor()
      expect(await storedSetting(server)).toBe('45')

      await tabTo(page, 'Reset to default: ACCESS_TOKEN_LIFETIME')
      await page.keyboard.press('Enter')
      await page.getByText('ACCESS_TOKEN_LIFETIME reset to default').waitFor()
      expect(await storedSetting(server)).toBeUndefined()

      await tabTo(page, `Account ${admin.email}`)
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: 'Log out' }).waitFor()
      while (!(await focusedName(page)).includes('Log out')) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/admin\/login\//)
      expect(issues).toEqual([])
    })
  },
)

async function stateOf(server: TestServer, id: number): Promise<boolean | undefined> {
  const row = await server.context.db
    .selectFrom('users')
    .select('is_active')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.is_active
}

async function storedSetting(server: TestServer): Promise<string | undefined> {
  const row = await server.context.db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', 'ACCESS_TOKEN_LIFETIME')
    .executeTakeFirst()
  return row?.value
}
