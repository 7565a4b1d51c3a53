import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { addressesOf, consoleRoutes } from './console-routes.ts'
import { type ConsoleRows, fillConsole } from './console-rows.ts'
import { type ConsoleVisit, withConsole } from './console-visit.ts'
import { layoutFaults } from './page-layout.ts'

// As text: it runs in the browser. What the catalogue says is in ⟦ ⟧; times and codes are not words.
const shownTexts = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walker.nextNode()) {
    const { parentElement } = walker.currentNode
    const isProse = parentElement?.checkVisibility() &&
      !parentElement.closest('time, code, pre, kbd, script, style, noscript, .u-wrap, .u-legend, .lk-brand')
    if (isProse) texts.push(walker.currentNode.data.trim())
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
    for (const name of ['aria-label', 'placeholder', 'title'])
      if (element.tagName !== 'TIME') texts.push(element.getAttribute(name) ?? '')
  return texts
})()`

describe.skipIf(!chromiumPath)('in a language a third longer than English', () => {
  const { server, admin, visitAs } = withConsole()
  let rows: ConsoleRows
  let visit: ConsoleVisit
  const handled: string[] = []

  beforeAll(async () => {
    rows = await fillConsole(server, admin)
    visit = await visitAs(admin, { locale: 'pseudo' })
    visit.page.on('response', async (answer) => {
      if (answer.url().includes('/api/')) handled.push(await answer.text().catch(() => ''))
    })
    await visit.open('/admin/')
  })

  test.each(consoleRoutes)(
    'every text of %s is of the catalogue or of an answer, and none is cut',
    async (route) => {
      const hardCoded: string[] = []
      for (const address of addressesOf(route, rows)) {
        await visit.go(address)
        hardCoded.push(...(await textsOf(visit.page)).filter((text) => !isHandled(text)))
        for (const width of [1280, 320]) {
          await visit.page.setViewportSize({ width, height: 900 })
          // Charts follow the width when the browser gets to it.
          await expect
            .poll(() => layoutFaults(visit.page), { message: `${address} at ${width} px` })
            .toEqual([])
        }
        await visit.page.setViewportSize({ width: 1280, height: 900 })
      }

      expect([...new Set(hardCoded)]).toEqual([])
    },
  )

  /** Parts of a line that are of an answer each, whole or, when they are few, word by word. */
  function isHandled(text: string): boolean {
    return text.split(/(?:^| )· /).every((part) => {
      const rest = part.replaceAll(measures, '').trim()
      const words = rest.split(' ')
      return isKnown(part) || isKnown(rest) || (words.length <= 3 && words.every(isKnown))
    })
  }

  function isKnown(text: string): boolean {
    const inJson = JSON.stringify(text).slice(1, -1)
    return handled.some((body) =>
      [text, inJson].some((form) => body.toLowerCase().includes(form.toLowerCase())),
    )
  }
})

// What `Intl` makes of numbers, and the sign before what a value means.
const measures = /^= |[\d.,]+ ?(seconds?|minutes?|hours?|days?|kB|MB|GB)\b/g

/** Texts with words outside of the brackets of the catalogue. */
async function textsOf(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(shownTexts)
  return texts
    .map((text) => withoutCatalogue(text).trim())
    .filter((text) => /\p{Letter}{2}/u.test(text))
}

/** Without the innermost brackets, until there are none: a text may be part of another. */
function withoutCatalogue(text: string): string {
  const rest = text.replaceAll(/⟦[^⟦⟧]*⟧/g, '')
  return rest === text ? text : withoutCatalogue(rest)
}
