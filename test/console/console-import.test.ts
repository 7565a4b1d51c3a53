import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { createFolder } from '../support/latchkey.ts'
import { addUser } from '../support/people.ts'
import type { TestServer } from '../support/test-server.ts'
import { withConsole } from './console-visit.ts'
import { layoutFaults } from './page-layout.ts'

describe.skipIf(!chromiumPath)('importing users in the console', () => {
  const { server, admin, visitAs } = withConsole()
  const folder = createFolder()

  const write = (name: string, lines: readonly string[]) => {
    const path = join(folder, name)
    writeFileSync(path, lines.join('\n'))
    return path
  }
  const emails = async () =>
    (await server.context.db.selectFrom('users').select('email').execute()).map(
      ({ email }) => email,
    )

  test('a file is checked, mapped and imported, and what was left out can be saved', async () => {
    const known = await addUser(server, { username: 'Old' })
    const { page, open, issues } = await visitAs(admin)
    await open('/admin/users/import/')
    await choose(
      page,
      write('people.csv', [
        'Mail;Full name;note',
        'ann@import.com;"Ann ""A"";\nAnn";x',
        `${known.email};New;x`,
        'nobody;;x',
      ]),
    )
    await page.getByRole('heading', { name: 'Preview' }).waitFor()
    const before = await emails()
    await page.getByLabel('Field for column Full name').selectOption('username')
    await page.getByRole('button', { name: 'Import 2 users' }).waitFor()
    const looks = await faultsInEveryLook(page, layoutFaults)
    await page.getByRole('button', { name: 'Import 2 users' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('To create: 1. To update: 1. To skip: 1.').waitFor()
    await dialog.getByRole('button', { name: 'Import 2 users' }).click()
    await page.getByText('2 users imported').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download file' }).click(),
    ])

    expect(before).not.toContain('ann@import.com')
    expect(await emails()).toContain('ann@import.com')
    expect(await nameOf(server, 'ann@import.com')).toBe('Ann "A";\nAnn')
    expect(await nameOf(server, known.email)).toBe('New')
    expect(readFileSync(await download.path(), 'utf8')).toBe(
      'row,column,value,reason\r\n5,Mail,nobody,Enter a valid email address.\r\n',
    )
    expect([...looks, ...issues]).toEqual([])
  })

  test('a long file goes in pieces, and rows keep their numbers', async () => {
    const { page, open } = await visitAs(admin)
    await open('/admin/users/import/')
    const rows = Array.from({ length: 450 }, (_, index) => `{"email": "many${index}@import.com"}`)
    rows[449] = '{"email": "bad"}'
    await choose(page, write('many.jsonl', ['', ...rows]))
    await page.getByRole('button', { name: 'Import 449 users' }).waitFor()

    const row = page.getByRole('region', { name: 'Skipped rows' }).locator('tbody tr')
    expect(await row.innerText()).toMatch(/^451\s+email\s+bad\s+Enter a valid/)
  })
})

async function choose(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Choose/ }).click(),
  ])
  await chooser.setFiles(path)
}

async function nameOf({ context }: TestServer, email: string): Promise<string | null | undefined> {
  const row = await context.db
    .selectFrom('users')
    .select('username')
    .where('email', '=', email)
    .executeTakeFirst()
  return row?.username
}
