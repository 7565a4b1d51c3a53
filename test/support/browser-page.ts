import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'

const axeSource = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
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
  // Evaluated through the debugger, which the page's own policy does not bind; once for each document.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axeSource)
  return page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const { violations } = await axe.run({ runOnly: tags, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    )
  }, tags)
}

interface Axe {
  run(options: object): Promise<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }>
}

/** Wide and narrow; 320 pixels are also what 1280 are at 400 % (WCAG 1.4.10). */
export const widths = [1280, 320] as const

type Look = readonly [width: (typeof widths)[number], colorScheme: 'light' | 'dark']

// Colors hardly depend on the width, and what fits hardly on the theme.
const twoLooks: readonly Look[] = [
  [1280, 'light'],
  [320, 'dark'],
]
const everyLook: readonly Look[] = [...twoLooks, [1280, 'dark'], [320, 'light']]

/**
 * What is wrong with the page, wide and narrow, light and dark: by axe, by what does not fit, and by more checks.
 * Two of the four looks, which is half of the time; all of them with EVERY_LOOK=1.
 */
export async function faultsInEveryLook(
  page: Page,
  ...checks: readonly ((page: Page) => Promise<string[]>)[]
): Promise<string[]> {
  const issues: string[] = []
  for (const [width, colorScheme] of process.env['EVERY_LOOK'] === '1' ? everyLook : twoLooks) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    for (const check of [axeViolations, tooWide, ...checks]) {
      const found = await check(page)
      issues.push(...found.map((issue) => `${width} px, ${colorScheme}: ${issue}`))
    }
  }
  return issues
}

/** Nothing, or by how much the page could be scrolled sideways. */
async function tooWide(page: Page): Promise<string[]> {
  const pixels = await page.evaluate<number>(
    'document.scrollingElement.scrollWidth - document.documentElement.clientWidth',
  )
  return pixels > 0 ? [`${pixels} px too wide`] : []
}
