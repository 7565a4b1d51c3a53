import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { chromiumPath } from '../support/browser.ts'
import { addStaff, addSuperuser, addUser, password } from '../support/people.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { settled, withConsole } from './console-visit.ts'

const settingsPath = '/admin/constance/config/'

describe.skipIf(!chromiumPath)('editing in the console', () => {
  const { server, admin, visitAs } = withConsole()

  test('a change in the console holds for the next log-in at another node', async () => {
    const other = await startTestServer({ database: 'sqlite', besides: server })
    const { page, open } = await visitAs(admin)
    await open(settingsPath)

    await changeSetting(page, /^Access token lifetime/, '2m')
    await page.getByText('1 setting saved').waitFor()

    await expect.poll(() => lifetimeAt(other, admin.email)).toBe(120)
    await other.close()
  })

  test('of two administrators who save at once the second sees both values and loses none', async () => {
    const first = await visitAs(admin)
    const second = await visitAs(await addSuperuser(server))
    await first.open(settingsPath)
    await second.open(settingsPath)

    await changeSetting(first.page, /^Refresh token reuse/, '20')
    await first.page.getByText('1 setting saved').waitFor()
    await changeSetting(second.page, /^Refresh token reuse/, '30')
    const conflict = second.page.getByRole('dialog', {
      name: '1 setting was changed in the meantime',
    })
    await conflict.getByText('Theirs: 20 seconds').waitFor()
    expect(await second.page.getByText('setting saved').count()).toBe(0)

    await conflict.getByText('Mine: 30 seconds').click()
    await conflict.getByRole('button', { name: 'Save choices' }).click()
    await second.page.getByText('1 setting saved').waitFor()
    expect(await storedValue(server, 'REFRESH_TOKEN_REUSE_GRACE')).toBe('30')
  })

  test('two administrators who change one user are shown the fields that differ', async () => {
    const user = await addUser(server)
    const { page, open } = await visitAs(admin)
    await open(`/admin/users/${user.id}/`)

    await page.getByLabel('Username').fill('mine')
    await changeUsernameBehindTheBack(server, user, 'theirs')
    await page.getByRole('button', { name: 'Save' }).click()
    const conflict = page.getByRole('dialog', { name: 'Someone else changed this user' })
    await conflict.getByText('Theirs: theirs').waitFor()
    await conflict.getByText('Mine: mine').click()
    await conflict.getByRole('button', { name: 'Save choices' }).click()
    await page.getByText(`${user.email} saved`).waitFor()

    expect(await usernameOf(server, user.id)).toBe('mine')
  })

  test('a call that fails never shows success, and says so', async () => {
    const user = await addUser(server)
    const { page, open } = await visitAs(admin)
    await open(`/admin/users/${user.id}/`)
    await page.route('**/api/admin/users/*/deactivate/', (route) => route.abort())

    await page.getByRole('button', { name: 'Deactivate', exact: true }).click()

    await page.getByText('The server could not be reached').waitFor()
    expect(await page.getByText('deactivated and logged out').count()).toBe(0)
  })

  test('a session that ends is renewed in place, and what was typed stays', async () => {
    const { page, open } = await visitAs(admin)
    await open(settingsPath)
    await page.getByLabel(/^Maximum session lifetime/).fill('90d')
    server.clock.advance(3_600_000)

    await page.getByRole('button', { name: 'Review' }).click()
    const dialog = page.getByRole('dialog', { name: 'Your session has expired' })
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password)
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Save 1 change' }).click()

    await page.getByText('1 setting saved').waitFor()
    expect(await storedValue(server, 'SESSION_MAX_LIFETIME')).toBe(String(90 * 86_400))
  })

  test('leaving a page with unsaved changes asks first', async () => {
    const { page, open } = await visitAs(admin)
    await open(settingsPath)
    await page.getByLabel(/^Maximum sessions/).fill('7')

    await page.getByRole('link', { name: 'Users', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })

    expect(await page.getByLabel(/^Maximum sessions/).inputValue()).toBe('7')
    expect(page.url()).toContain(settingsPath)
  })

  test('without the right the settings can be read, and every field says why it is locked', async () => {
    const reader = await addStaff(server, 'constance.view_config')
    const { page, open } = await visitAs(reader)
    await open(settingsPath)

    const fields = page.locator('.lk-setting').locator('input, select, textarea')
    const enabled = await fields.locator('visible=true').and(page.locator(':enabled')).count()

    expect(enabled).toBe(0)
    expect(
      await page.getByText('need the permission constance.change_config').count(),
    ).toBeGreaterThan(10)
  })
})

async function changeSetting(page: Page, label: RegExp, value: string): Promise<void> {
  await page.getByLabel(label).fill(value)
  await page.getByRole('button', { name: 'Review' }).click()
  await settled(page)
  await page.getByRole('button', { name: 'Save 1 change' }).click()
}

async function lifetimeAt(server: TestServer, email: string): Promise<number> {
  const { body } = await server.post('/api/login/', { email, password })
  const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString())
  return claims.exp - claims.iat
}

async function storedValue(server: TestServer, key: string): Promise<string | undefined> {
  const row = await server.context.db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.value
}

async function changeUsernameBehindTheBack(server: TestServer, user: User, username: string) {
  await server.context.db
    .updateTable('users')
    .set((expression) => ({ username, version: expression('version', '+', 1) }))
    .where('id', '=', user.id)
    .execute()
}

async function usernameOf(server: TestServer, id: number): Promise<string | null | undefined> {
  const row = await server.context.db
    .selectFrom('users')
    .select('username')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.username
}
