import { describe, expect, test } from 'vitest'
import { addUser } from '../support/people.ts'
import { withConsole } from './console-visit.ts'

describe('finding things in the console', () => {
  const { server, admin, visitAs } = withConsole()

  test('a search without results offers to match anywhere', async () => {
    await addUser(server, { email: 'someone@findable.example.com' })
    const { page, open } = await visitAs(admin)
    await open('/admin/users/?q=findable')

    await page.getByText('No results match “findable”.').waitFor()
    await page.getByRole('button', { name: 'Match anywhere' }).click()

    await page.getByRole('link', { name: 'someone@findable.example.com' }).waitFor()
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
