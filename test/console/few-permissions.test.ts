import { describe, expect, test } from 'vitest'
import { addStaff, addUser } from '../support/people.ts'
import { settled, withConsole } from './console-visit.ts'

describe('the console for staff with few permissions', () => {
  const { server, admin, visitAs } = withConsole()

  test('starts on the first page that they may see, and offers nothing that they may not do', async () => {
    const user = await addUser(server)
    const { page, open } = await visitAs(await addStaff(server, 'users.view_user'))

    await open('/admin/')
    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/admin/users/')
    await page.getByRole('columnheader', { name: 'Role' }).waitFor()

    await open(`/admin/users/${user.id}/`)
    expect(await page.getByText('Danger zone').count()).toBe(0)
  })

  test('says that they have no permissions when they have none', async () => {
    const { page, open } = await visitAs(await addStaff(server))

    await open('/admin/')

    await page.getByRole('heading', { level: 1, name: 'No permissions yet' }).waitFor()
  })

  test('what is missing or forbidden is not tried again', async () => {
    const { page, open } = await visitAs(await addStaff(server, 'users.view_user'))

    await open('/admin/users/99999/')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0)
    expect(await page.getByRole('navigation', { name: 'User sections' }).count()).toBe(0)

    await open('/admin/keys/')
    await page.getByText('You need the permission keys.view_key.').waitFor()
    expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0)
  })

  test('a page whose file is gone keeps the console and offers to reload', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/users/')
    await page.route('**/health-page*', (route) => route.abort())

    await page.getByRole('link', { name: 'Health' }).click()
    await page.getByRole('alert').getByRole('button', { name: 'Reload' }).waitFor()
    await page.getByRole('link', { name: 'Users', exact: true }).click()

    await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    await settled(page)
  })
})
