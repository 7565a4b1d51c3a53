import type { Locator } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { type ConsoleRows, fillConsole } from './console-rows.ts'
import { sourcesOfSurfaces, surfaces, surfacesOfActs } from './console-surfaces.ts'
import { type ConsoleVisit, settled, withConsole } from './console-visit.ts'
import { layoutFaults } from './page-layout.ts'

test('every source that opens a dialog, a menu or a list is visited', () => {
  const visited = new Set([...surfaces.map(({ from }) => from), ...surfacesOfActs])

  expect([...visited].sort()).toEqual(sourcesOfSurfaces())
})

describe.skipIf(!chromiumPath)('what opens over a page', () => {
  const { server, admin, visitAs } = withConsole()
  let rows: ConsoleRows
  let visit: ConsoleVisit

  beforeAll(async () => {
    rows = await fillConsole(server, admin)
    visit = await visitAs(admin)
    await visit.open('/admin/')
  })

  test.each(surfaces)(
    '$name is accessible in every look, closes by Escape, and gives the focus back',
    async (surface) => {
      const { page, issues } = visit
      await visit.go(surface.path(rows))
      const opener = await surface.opener(page)
      await opener.focus()
      await (surface.open?.(page) ?? opener.click())
      const opened = page
        .locator('[role=dialog], [role=menu], [role=listbox]')
        .filter({ visible: true })
      await opened.first().waitFor()
      await settled(page)

      const found = await faultsInEveryLook(page, layoutFaults)
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.keyboard.press('Escape')
      await opened.first().waitFor({ state: 'hidden' })
      await expect.poll(() => hasFocus(opener)).toBe(true)

      expect(found).toEqual([])
      expect(issues.splice(0)).toEqual([])
    },
  )
})

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate(
    (each: { ownerDocument: { activeElement: unknown } }) =>
      each === each.ownerDocument.activeElement,
  )
}
