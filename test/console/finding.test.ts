import { describe, expect, test } from 'vitest'
import { addUser, password } from '../support/people.ts'
import { withConsole } from './console-visit.ts'

describe('finding things in the console', () => {
  const { server, admin, visitAs } = withConsole()

  test('the first steps tick themselves off', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/')
    await page.getByRole('heading', { name: 'First steps' }).waitFor()
    expect(await page.getByText('Done', { exact: true }).count()).toBe(0)

    const { email } = await addUser(server)
    await server.post('/api/login/', { email, password })

    await expect
      .poll(() => page.getByText('Done', { exact: true }).count(), { timeout: 30_000 })
      .toBe(2)
  })

  test('a search looks anywhere in emails; with very many users it offers to', async () => {
    await addUser(server, { email: 'someone@findable.example.com' })
    const { page, open, go } = await visitAs(admin)
    const found = page.getByRole('link', { name: 'someone@findable.example.com' })
    await open('/admin/users/?q=findable')
    await found.waitFor()
    await go('/admin/users/?q=nowhere')
    await page.getByText('No users match “nowhere”.').waitFor()
    expect(await page.getByRole('button', { name: 'Match anywhere' }).count()).toBe(0)

    await page.route(/users\/\?.*limit=1$/, async (route) => {
      const answer = await (await route.fetch()).json()
      await route.fulfill({ json: { ...answer, count: 10_000, count_is_exact: false } })
    })
    await open('/admin/users/?q=findable')
    await page.getByRole('button', { name: 'Match anywhere' }).click()
    await found.waitFor()
  })

  test('the palette finds pages of the manual, and the sessions of a user', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/users/')

    await page.keyboard.press('Control+k')
    const field = page.getByRole('dialog').getByRole('combobox')
    await field.fill('rotate keys')
    await page.getByRole('option', { name: 'Manual: Rotate keys and secrets' }).waitFor()
    await field.fill(admin.email)
    await page.getByRole('option', { name: `Sessions of ${admin.email}` }).click()
    await page.waitForURL(`**/admin/sessions/?user=${admin.id}`)
  })

  test('events are filtered by choosing who, what and whom', async () => {
    const user = await addUser(server, { email: 'target@example.com' })
    const { page, open } = await visitAs(admin)
    await open('/admin/audit/?result=success')

    await page.getByRole('combobox', { name: 'Action', exact: true }).fill('created a us')
    await page.getByRole('option', { name: 'created a user' }).click()
    await page.waitForURL(/action=user\.create/)
    await page.getByRole('combobox', { name: 'Target', exact: true }).fill('arget@')
    await page.getByRole('option', { name: user.email }).click()
    await page.waitForURL(new RegExp(`object_id=${user.id}`))
    await page.getByText(`created the user ${user.email}`).waitFor()
    await page.getByRole('combobox', { name: 'Actor', exact: true }).fill('operator')
    await page.keyboard.press('Enter')
    await page.waitForURL(/actor=operator/)

    expect(await page.locator('tbody tr').count()).toBe(1)
  })

  test('the palette finds settings, whose durations are written with units', async () => {
    const { page, open, issues } = await visitAs(admin)
    await open('/admin/users/')

    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('ACCESS_TOKEN_LIFETIME')
    await page.getByRole('option').filter({ hasText: '(ACCESS_TOKEN_LIFETIME)' }).click()
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()

    const field = page.locator('#control-ACCESS_TOKEN_LIFETIME')
    expect([await field.inputValue(), issues]).toEqual(['30s', []])
  })
})
