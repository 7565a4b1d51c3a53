import { beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { faultsInEveryLook } from '../support/browser-page.ts'
import { addressesOf, consoleRoutes, navigationRoutes } from './console-routes.ts'
import { type ConsoleRows, fillConsole, noRows } from './console-rows.ts'
import { type ConsoleVisit, withConsole } from './console-visit.ts'
import { layoutFaults } from './page-layout.ts'

const worlds = [
  { name: 'with rows of every kind', fill: fillConsole },
  { name: 'with nothing but an administrator', fill: async () => noRows },
] as const

test('every page of the navigation is one of the routes', () => {
  const missing = navigationRoutes.filter((route) => !consoleRoutes.includes(route))

  expect(navigationRoutes.length).toBeGreaterThan(5)
  expect(missing).toEqual([])
})

describe.skipIf(!chromiumPath)('the pages of the console', () => {
  describe.each(worlds)('$name', ({ fill }) => {
    const { server, admin, visitAs } = withConsole()
    let rows: ConsoleRows
    let visit: ConsoleVisit

    beforeAll(async () => {
      rows = await fill(server, admin)
      visit = await visitAs(admin)
      await visit.open('/admin/')
    })

    test.each(consoleRoutes)(
      '%s is accessible in both themes, wide and narrow, and calls nobody',
      async (route) => {
        const found: string[] = []
        const [first, ...others] = addressesOf(route, rows)
        for (const address of await tabsOf(first)) found.push(...(await faultsAt(address)))
        for (const address of others) found.push(...(await faultsAt(address)))

        expect(found).toEqual([])
        expect(visit.issues.splice(0)).toEqual([])
        if (rows !== noRows) expect(visit.errorResponses.splice(0)).toEqual([])
      },
    )

    /** The addresses of the tabs of a page, its own among them. */
    async function tabsOf(address = ''): Promise<readonly string[]> {
      await visit.go(address)
      const tabs = await visit.page.evaluate<string[]>(
        "[...document.querySelectorAll('.lk-tabs a')].map((link) => link.getAttribute('href'))",
      )
      return [...new Set([address, ...tabs])]
    }

    async function faultsAt(address: string): Promise<string[]> {
      await visit.go(address)
      expect(await visit.page.title()).toMatch(/ · Admin · 127\.0\.0\.1:/)
      const issues = await faultsInEveryLook(visit.page, layoutFaults)
      return issues.map((issue) => `${address}: ${issue}`)
    }
  })
})
