import type { Page } from 'playwright-core'

const mostSteps = 120

/** Goes on with Tab until the element with this accessible name has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let step = 0; step < mostSteps; step += 1) {
    await page.keyboard.press('Tab')
    if (matches(await focusedName(page), name)) return
  }
  throw new Error(`Tab never came to ${name}`)
}

export async function pressKeys(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

// As text: it runs in the browser, whose types the tests do not have.
const nameOfFocused = `(() => {
  const element = document.activeElement
  const label = [...(element.labels ?? [])].map((one) => one.textContent).join(' ')
  return (element.getAttribute('aria-label') || label || element.textContent || '').trim()
})()`

/** What a screen reader would call the focused element, near enough for these pages. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate<string>(nameOfFocused)
}

function matches(text: string, name: string | RegExp): boolean {
  return typeof name === 'string' ? text === name : name.test(text)
}
