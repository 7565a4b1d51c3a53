import type { Page } from 'playwright-core'

export const alice = { email: 'alice@example.com', password: 'correct horse battery 9' }

/** On a page of the API, where Alice is registered. */
export async function logIn(page: Page): Promise<void> {
  if (!(await page.isVisible('#log-in-email'))) await page.click('#session > summary')
  await page.fill('#log-in-email', alice.email)
  await page.fill('#log-in-password', alice.password)
  await page.click('#log-in button')
  await page.waitForSelector('#session-state[data-on]')
  await page.waitForSelector('#events:not(:empty)', { state: 'attached' })
  await page.waitForSelector(`#who:text-is("${alice.email}")`)
}
