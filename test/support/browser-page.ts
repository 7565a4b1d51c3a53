import axe from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What a page must not do, noted from its first byte on. */
export interface Watched {
  readonly foreignRequests: string[]
  readonly policyViolations: string[]
  readonly errors: string[]
}

/** Notes requests to other origins, violations of the content policy and uncaught errors of every page. */
export function watch(context: BrowserContext, origin: string): Watched {
  const watched: Watched = { foreignRequests: [], policyViolations: [], errors: [] }
  context.on('request', (request) => {
    const url = request.url()
    const isOwn = url.startsWith(origin) || /^(data|blob|about):/.test(url)
    if (!isOwn) watched.foreignRequests.push(url)
  })
  context.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) {
      watched.policyViolations.push(message.text())
    }
  })
  context.on('weberror', (error) => watched.errors.push(error.error().message))
  return watched
}

/** Violations of WCAG 2.2 AA on the page as it is now, as axe finds them: rule and element. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated through the debugger, which the page's own policy does not bind.
  await page.evaluate(axe.source)
  return page.evaluate(async (tags) => {
    const { axe: inPage } = globalThis as unknown as { axe: Axe }
    const { violations } = await inPage.run({ runOnly: tags })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  }, tags)
}

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; nodes: { html: string }[] }[]
  }>
}
