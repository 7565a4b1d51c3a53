import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { addUser, password } from '../support/people.ts'
import { withConsole } from './console-visit.ts'

describe.skipIf(!chromiumPath)('acts in the console', () => {
  const { server, admin, visitAs } = withConsole()

  test('a user is created with a generated password, and can log in with it', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/users/new/')
    await page.getByLabel('Email').fill('created@example.com')
    await page.getByRole('button', { name: 'Generate password' }).click()
    const generated = await page.getByRole('textbox', { name: 'New password' }).inputValue()
    await page.getByText('This password meets the rules.').waitFor()

    await press(page, 'Create user')
    await page.locator('h1', { hasText: 'created@example.com' }).waitFor()
    const login = await server.post('/api/login/', {
      email: 'created@example.com',
      password: generated,
    })

    expect(login.status).toBe(200)
  })

  test('what the server refuses stands at its field', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/users/new/')
    await page.getByLabel('Email').fill(admin.email)

    await press(page, 'Create user')

    await page.getByText(/with this email already exists/).waitFor()
    expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true')
  })

  test('several users are deactivated after a question that names their number', async () => {
    const users = await Promise.all([addUser(server), addUser(server), addUser(server)])
    const { page, open } = await visitAs(admin)
    await open(`/admin/users/?sort=-id`)
    for (const { email } of users) await page.getByLabel(`Select ${email}`).check()
    await page.getByText('3 selected').first().waitFor()

    await press(page, 'Deactivate')
    await inDialog(page, 'Deactivate 3 users', 'Deactivate 3 users')
    await page.getByText('3 users deactivated').waitFor()

    const rows = await server.context.db.selectFrom('users').select(['id', 'is_active']).execute()
    const active = rows.filter((row) => users.some(({ id }) => id === row.id) && row.is_active)
    expect(active).toEqual([])
  })

  test('users who were deleted together come back together, and the page of one says by whom', async () => {
    const users = await Promise.all([addUser(server), addUser(server)])
    const { page, open } = await visitAs(admin)
    await open('/admin/users/?sort=-id')
    for (const { email } of users) await page.getByLabel(`Select ${email}`).check()
    await press(page, 'Delete')
    await inDialog(page, 'Delete 2 users', 'Delete 2 users')
    await page.getByRole('alert').getByText('2 users deleted').waitFor()
    const undo = page.getByRole('button', { name: 'Undo' })
    await undo.click()
    await page.getByText('2 users restored').waitFor()

    await page.getByRole('button', { name: `Actions for ${users[0]?.email}` }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText(`${users[0]?.email} deleted`).waitFor()
    await open(`/admin/users/${users[0]?.id}/`)
    await page.getByText(new RegExp(`by ${admin.email}.*Can be restored until`)).waitFor()
    await press(page, 'Restore')
    await page.getByText(`${users[0]?.email} restored`).waitFor()
  })

  test('a group gets its permissions after the difference was shown, and its member gets them', async () => {
    const member = await addUser(server, { email: 'helper@example.com' })
    const { page, open } = await visitAs(admin)
    await open('/admin/groups/')
    await press(page, 'Create group')
    await page.getByRole('dialog').getByLabel('Name').fill('Helpers')
    await page.getByRole('dialog').getByRole('button', { name: 'Create group' }).click()
    await page.locator('h1', { hasText: 'Helpers' }).waitFor()

    await page.getByLabel('View users').check()
    await press(page, 'Save')
    await page.getByText('Permissions: +1, −0.').waitFor()
    await inDialog(page, 'Change permissions of Helpers', 'Save permissions')
    await page.getByText('Group Helpers saved').waitFor()
    await page.getByRole('link', { name: 'Members' }).click()
    await page.getByRole('combobox', { name: 'Add member' }).fill('helper')
    await page.getByRole('option', { name: member.email }).click()
    await page.getByText(`${member.email} added to Helpers`).waitFor()

    await open(`/admin/users/${member.id}/access/`)
    await page.getByText('group Helpers').waitFor()
  })

  test('sessions are revoked one by one, and all that match', async () => {
    const user = await addUser(server)
    const logIns = await Promise.all(
      [1, 2, 3].map(() => server.post('/api/login/', { email: user.email, password })),
    )
    const { page, open } = await visitAs(admin)
    await open(`/admin/sessions/?q=${user.email}`)

    await page
      .getByRole('button', { name: /^Revoke .* of / })
      .first()
      .click()
    await page.getByText(/^Session on .* revoked$/).waitFor()
    await page.getByLabel('Select all rows on this page').check()
    await page.getByRole('toolbar').getByRole('button', { name: 'Revoke', exact: true }).click()
    await inDialog(page, 'Revoke 2 active sessions', 'Revoke 2 active sessions')
    await page.getByText('2 sessions revoked').waitFor()

    for (const { body } of logIns) {
      const answer = await server.post('/api/refresh/', { refresh_token: body.refresh_token })
      expect(answer.status).toBe(400)
    }
  })

  test('a user is purged only after deletion, its name, and the password again', async () => {
    const user = await addUser(server, { email: 'gone@example.com' })
    const { page, open } = await visitAs(admin)
    await open(`/admin/users/${user.id}/`)
    await press(page, 'Delete')
    await page.getByText(`${user.email} deleted`).waitFor()
    server.clock.advance(11 * 60_000)

    await press(page, 'Delete permanently')
    const dialog = page.getByRole('dialog', { name: `Delete ${user.email} permanently` })
    const button = dialog.getByRole('button', { name: 'Delete permanently' })
    expect(await button.isDisabled()).toBe(true)
    await dialog.getByLabel(`Type ${user.email} to confirm`).fill(user.email)
    await button.click()
    const gate = page.getByRole('dialog', { name: 'Confirm your password' })
    await gate.getByRole('textbox', { name: 'Password' }).fill(password)
    await gate.getByRole('button', { name: 'Continue' }).click()
    await page.getByText(`${user.email} deleted permanently`).waitFor()

    const row = await server.context.db
      .selectFrom('users')
      .select('id')
      .where('id', '=', user.id)
      .execute()
    expect(row).toEqual([])
  })

  test('a signing key is rotated, and its predecessor says from when revoking is harmless', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/keys/')
    await press(page, 'Rotate key')
    await inDialog(page, 'Rotate signing key', 'Rotate key')
    await page.getByText(/ published; it starts signing in 10 minutes$/).waitFor()

    server.clock.advance(11 * 60_000)
    await open('/admin/keys/')

    expect(await page.getByText('Current', { exact: true }).count()).toBe(1)
    await page.getByText(/^Safe to revoke in /).waitFor()
  })

  test('a change of a setting is reverted from its history', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/constance/config/')
    await page.getByLabel(/^Maximum sessions/).fill('5')
    await press(page, 'Review')
    await press(page, 'Save 1 change')
    await page.getByText('1 setting saved').waitFor()

    await open('/admin/constance/config/history/?key=MAX_SESSIONS_PER_USER')
    await page.getByRole('button', { name: /^Revert to / }).click()
    await page.getByText(/^MAX_SESSIONS_PER_USER reverted to /).waitFor()

    const row = await server.context.db
      .selectFrom('settings')
      .select('value')
      .where('key', '=', 'MAX_SESSIONS_PER_USER')
      .executeTakeFirst()
    expect(row).toBeUndefined()
  })

  test('the last superuser can be neither deactivated nor deleted nor demoted', async () => {
    const { page, open } = await visitAs(admin)
    await open(`/admin/users/${admin.id}/`)

    expect(await page.getByRole('button', { name: 'Deactivate', exact: true }).isDisabled()).toBe(
      true,
    )
    expect(await page.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true)
    expect(await page.getByLabel('Superuser').isDisabled()).toBe(true)
  })

  test('who has done nothing for a while is warned, and can stay', async () => {
    const { page, open } = await visitAs(admin)
    await page.clock.install()
    await open('/admin/users/')
    server.clock.advance(28.5 * 60_000)

    const told = page.waitForResponse('**/api/admin/me/')
    await page.clock.fastForward(31_000)
    await told
    await page.clock.runFor(6_000)
    await page.getByText('You will be logged out soon').waitFor()
    await press(page, 'Stay logged in')
    await page.getByText('You will be logged out soon').waitFor({ state: 'detached' })
    server.clock.advance(5 * 60_000)

    await open('/admin/users/')
    expect(page.url()).toContain('/admin/users/')
  })

  test('back and forward restore the filters of a list', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/users/?is_staff=true')
    await page.getByRole('button', { name: '1 filter' }).waitFor()
    await press(page, 'Clear filters')
    await page.waitForURL(/\/users\/$/)

    await page.goBack()

    expect(page.url()).toContain('is_staff=true')
    expect(await page.getByLabel('Staff', { exact: true }).inputValue()).toBe('true')
  })
})

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

async function inDialog(page: Page, title: string, action: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByRole('button', { name: action, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
