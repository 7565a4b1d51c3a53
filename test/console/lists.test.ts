import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { chromiumPath } from '../support/browser.ts'
import { axeViolations } from '../support/browser-page.ts'
import { addUser, password } from '../support/people.ts'
import { withConsole } from './console-visit.ts'

describe.skipIf(!chromiumPath)('lists of the console', () => {
  const { server, admin, visitAs } = withConsole()
  let users: readonly User[]

  beforeAll(async () => {
    users = await Promise.all([1, 2, 3].map(() => addUser(server)))
  })

  test('the rows that are ticked are exported, and without a tick all that match', async () => {
    const [first, second] = users as [User, User]
    const { page, open } = await visitAs(admin)
    await open('/admin/users/?q=user')
    const all = await exported(page, 'Export')
    for (const { email } of [first, second]) await page.getByLabel(`Select ${email}`).check()
    const ticked = await exported(page, 'Export 2 selected')

    expect(all).toHaveLength(4)
    expect(ticked.map(({ email }) => email).sort()).toEqual([first.email, second.email].sort())
  })

  test('the sessions that are ticked are exported', async () => {
    const [user] = users as [User]
    for (let session = 0; session < 3; session += 1) {
      await server.post('/api/login/', { email: user.email, password })
    }
    const { page, open } = await visitAs(admin)
    await open(`/admin/sessions/?user=${user.id}`)
    await page
      .getByRole('checkbox', { name: new RegExp(`Select .*${user.email}`) })
      .first()
      .check()

    expect(await exported(page, 'Export 1 selected')).toHaveLength(1)
    await page.getByRole('button', { name: 'Clear selection' }).click()
    expect(await exported(page, 'Export')).toHaveLength(3)
  })

  test('a column is as wide as the mouse or the keyboard makes it, until it is restored', async () => {
    const { page, open, issues } = await visitAs(admin)
    await open('/admin/users/')
    const heading = page.getByRole('columnheader', { name: 'Email', exact: true })
    const widthOf = async () => Math.round((await heading.boundingBox())?.width ?? 0)
    const usual = await widthOf()

    const edge = (await heading.locator('.lk-resize-edge').boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.move(edge.x + 12, edge.y + 12)
    await page.mouse.down()
    await page.mouse.move(edge.x + 12 - 60, edge.y + 12, { steps: 4 })
    await page.mouse.up()
    const dragged = await widthOf()

    await page.getByRole('button', { name: 'Columns' }).click()
    const field = page.getByLabel('Width of Email', { exact: true })
    await field.fill('300')
    await field.press('ArrowUp')
    await page.keyboard.press('Escape')
    await page.reload()
    const typed = await widthOf()

    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('button', { name: 'Restore default columns' }).click()

    expect(Math.abs(dragged - (usual - 60))).toBeLessThanOrEqual(1)
    expect(typed).toBe(304)
    expect([await widthOf(), await field.inputValue(), issues]).toEqual([usual, '', []])
  })

  test('a narrow window has room for the widths, and the page does not scroll sideways', async () => {
    const { page, open } = await visitAs(admin, { width: 320 })
    await open('/admin/users/')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByLabel('Width of Email', { exact: true }).fill('120')
    const box = await page.getByRole('dialog', { name: 'Columns' }).boundingBox()
    const pageWidth = await page.evaluate<number>('document.documentElement.scrollWidth')

    expect([(box?.x ?? -1) >= 0, (box?.x ?? 0) + (box?.width ?? 321) <= 320]).toEqual([true, true])
    expect(pageWidth).toBe(320)
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    const heading = await page
      .getByRole('columnheader', { name: 'Email', exact: true })
      .boundingBox()
    expect(heading?.width).toBe(120)
  })
})

/** The rows of the file that the menu with this name downloads. */
async function exported(page: Page, menu: string): Promise<{ email: string }[]> {
  await page.getByRole('button', { name: menu, exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'JSON Lines' }).click(),
  ])
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line))
}
