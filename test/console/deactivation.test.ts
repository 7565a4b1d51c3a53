import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { findUser } from '../../src/features/users/user-repository.ts'
import { chromiumPath } from '../support/browser.ts'
import { axeViolations } from '../support/browser-page.ts'
import { addStaff, addSuperuser, addUser, password } from '../support/people.ts'
import { withConsole } from './console-visit.ts'

const day = 86_400_000

describe.skipIf(!chromiumPath)('deactivation in the console', () => {
  const { server, admin, visitAs } = withConsole()

  const press = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click()

  test('takes a reason and an end, shows both, and Undo brings back what was', async () => {
    const user = await addUser(server)
    const { page, open, issues } = await visitAs(admin, { width: 320 })
    await open(`/admin/users/${user.id}/`)

    await press(page, 'Deactivate with reason or end date…')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('On leave')
    await dialog.getByLabel('Ends').selectOption('After 7 days')
    const violations = await axeViolations(page)
    await dialog.getByRole('button', { name: 'Deactivate', exact: true }).click()
    await page.locator('header').getByText('On leave').waitFor()
    const end = await page.locator('header time').getAttribute('datetime')
    const deactivated = await findUser(server.context.db, user.id)
    await page.keyboard.press('z')
    await page.locator('header').getByText('Active', { exact: true }).waitFor()

    const days = (Number(deactivated?.deactivatedUntil) - server.clock.now()) / day
    expect(days).toBeGreaterThan(6.99)
    expect(Date.parse(end ?? '')).toBe(deactivated?.deactivatedUntil)
    expect(await findUser(server.context.db, user.id)).toMatchObject({
      isActive: true,
      deactivationReason: null,
      deactivatedUntil: null,
    })
    expect([violations, issues]).toEqual([[], []])
  })

  test('is changed later, and an activation is taken back with reason and end', async () => {
    const user = await addUser(server)
    const { page, open } = await visitAs(admin)
    await open(`/admin/users/${user.id}/`)
    await press(page, 'Deactivate')
    await press(page, 'Change reason or end date…')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Ends').selectOption('At a date and time…')
    await dialog.getByLabel(/^Date and time/).fill('2020-01-01T10:00')
    await dialog.getByText('Choose a time in the future.').waitFor()
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    // Of the browser's zone, Europe/Berlin.
    await dialog.getByLabel(/^Date and time/).fill('2030-02-01T10:00')
    await dialog.getByLabel('Reason').fill('Audit')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.locator('header').getByText('Audit').waitFor()

    const changed = { deactivationReason: 'Audit', deactivatedUntil: Date.UTC(2030, 1, 1, 9) }
    expect(await findUser(server.context.db, user.id)).toMatchObject(changed)
    // The audit log says it in the zone of the browser as well.
    await open(`/admin/users/${user.id}/activity/`)
    await page.getByText('1 Feb 2030, 10:00:00 CET').first().waitFor()
    await open(`/admin/users/${user.id}/`)
    await press(page, 'Activate')
    await page.locator('header').getByText('Active', { exact: true }).waitFor()
    await page.keyboard.press('z')
    await page.locator('header').getByText('Audit').waitFor()
    expect(await findUser(server.context.db, user.id)).toMatchObject(changed)
  })

  test('of many says beforehand for whom it will be refused', async () => {
    const staff = await addStaff(server, 'users.view_user', 'users.change_user')
    const [first, second] = [await addUser(server), await addUser(server)]
    const { page, open } = await visitAs(staff)
    await open('/admin/users/?sort=-id')
    for (const { email } of [first, second, admin]) {
      await page.getByLabel(`Select ${email}`).check()
    }

    await press(page, 'Deactivate')
    const dialog = page.getByRole('dialog', { name: 'Deactivate 2 users' })
    await dialog.getByText('2 of 3 will be changed. 1 cannot:').waitFor()
    await dialog.getByText('Only a superuser may change a superuser.').waitFor()
    await dialog.getByLabel('Reason').fill('Spring cleaning')
    await dialog.getByLabel('Ends').selectOption('After 1 day')
    await dialog.getByRole('button', { name: 'Deactivate 2 users' }).click()
    await page.getByText('2 of 3 done, 1 failed').waitFor()

    for (const { id } of [first, second]) {
      const user = await findUser(server.context.db, id)
      expect(user).toMatchObject({ isActive: false, deactivationReason: 'Spring cleaning' })
      expect(user?.deactivatedUntil).toBeGreaterThan(server.clock.now() + 0.99 * day)
    }
  })

  test('of superusers in bulk asks for the password first, where it is not fresh', async () => {
    const other = await addSuperuser(server)
    const { page, open } = await visitAs(admin)
    await open('/admin/users/?sort=-id')
    server.clock.advance(11 * 60_000)
    await page.getByLabel(`Select ${other.email}`).check()

    await press(page, 'Delete')
    await page.getByRole('textbox', { name: 'Password' }).fill(password)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Delete 1 user' })
    await dialog.getByRole('button', { name: 'Delete 1 user' }).click()
    await page.getByText('1 user deleted').waitFor()

    expect((await findUser(server.context.db, other.id))?.deletedAt).toBeDefined()
  })
})
