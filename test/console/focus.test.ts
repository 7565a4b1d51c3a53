import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chromiumPath } from '../support/browser.ts'
import { widths } from '../support/browser-page.ts'
import { withConsole } from './console-visit.ts'

// As text: it runs in the browser, whose types the tests do not have. A field may show its ring around itself.
const faultsOfFocused = `(() => {
  const focused = document.activeElement
  if (focused === document.body) return undefined
  const name = focused.outerHTML.slice(0, 120)
  const issues = []
  const isRinged = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  }
  if (![focused, focused.parentElement, focused.nextElementSibling].some((each) => each && isRinged(each)))
    issues.push('no ring: ' + name)

  const box = focused.getBoundingClientRect()
  for (const bar of document.querySelectorAll('.lk-action-bar, .lk-top')) {
    const { top, bottom } = bar.getBoundingClientRect()
    const isUnder = box.top < bottom && box.bottom > top && box.bottom - box.top < innerHeight / 2
    if (!bar.contains(focused) && isUnder) issues.push('under ' + bar.className + ': ' + name)
  }
  return issues
})()`

const mostSteps = 200

describe.skipIf(!chromiumPath)('what has the focus, or is chosen,', () => {
  const { admin, visitAs } = withConsole()

  test.each(widths)(
    'is seen at every step through unsaved settings at %i px, and never under a bar',
    async (width) => {
      const { page, open } = await visitAs(admin, { width })
      await open('/admin/constance/config/')
      await page.getByLabel(/^Maximum sessions/).fill('7')
      await page.getByRole('button', { name: 'Review' }).waitFor()
      await page.locator('h1').focus()

      expect(await walkThrough(page)).toEqual([])
      await page.getByRole('button', { name: 'Discard' }).click()
    },
  )

  test('shows in forced colours', async () => {
    const { page, open } = await visitAs(admin)
    await page.emulateMedia({ forcedColors: 'active' })
    await open('/admin/users/')
    const box = page.getByLabel(/^Select .*@/).first()

    const before = await backgroundOf(page)
    await box.check()

    expect(await backgroundOf(page)).not.toBe(before)
  })

  test('moves without animation for those who want none', async () => {
    const { page, open } = await visitAs(admin)
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none' })
    await open('/admin/users/')
    await page.getByRole('button', { name: 'Show as API request' }).click()
    await page.getByRole('dialog').waitFor()

    const moving = await page.evaluate<number>(
      'document.getAnimations().filter((each) => each.effect.getComputedTiming().duration > 1).length',
    )
    expect(moving).toBe(0)
  })
})

async function walkThrough(page: Page): Promise<string[]> {
  const issues: string[] = []
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate<string[] | undefined>(faultsOfFocused)
    if (!found) return issues
    issues.push(...found)
  }
  throw new Error(`after ${mostSteps} steps the page had not ended`)
}

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate(
    "getComputedStyle(document.querySelector('tbody .mantine-Checkbox-input')).backgroundColor",
  )
}
