import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { User } from '../../src/features/users/user.ts'
import { cookieOf } from '../support/admin-api.ts'
import type { TestServer } from '../support/test-server.ts'

export interface ConsoleVisit {
  readonly page: Page
  readonly context: BrowserContext
  /** Requests to other servers, violations of the content security policy, errors of scripts. */
  readonly issues: string[]
  /** What the management API refused. */
  readonly errorResponses: string[]
  /** Opens a page of the console and waits until it shows what it reads. */
  open(path: string): Promise<void>
  /** The same within the console, as its links do, which costs a tenth of it. */
  go(path: string): Promise<void>
}

interface VisitOptions {
  readonly width?: number
  readonly locale?: 'pseudo'
  /** Nothing is cached from visits before. */
  readonly isNew?: boolean
}

// A window of its own for each visit, but what the browser has read and compiled is kept with its context.
const contexts = new WeakMap<Browser, Map<string, BrowserContext>>()

/** Closes the windows of a test; the sessions behind them go on. */
export async function closePages(browser: Browser): Promise<void> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) await page.close()
}

/** A browser window at the console, with a session of this user; without one, logged out. */
export async function visitConsole(
  browser: Browser,
  server: TestServer,
  user: User | undefined,
  options: VisitOptions = {},
): Promise<ConsoleVisit> {
  const contextOf = options.isNew ? createContext : contextFor
  const context = await contextOf(browser, server, user, options)
  const page = await context.newPage()
  const issues = watchFor(page, server.origin)
  const errorResponses: string[] = []
  page.on('response', (answer) => {
    if (answer.status() >= 400) errorResponses.push(`${answer.status()} ${answer.url()}`)
  })

  return {
    page,
    context,
    issues,
    errorResponses,
    async open(path) {
      await page.goto(path)
      await page.locator('h1').waitFor()
      await read(page)
    },
    async go(path) {
      await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`)
      await page.locator('h1').waitFor()
      await read(page)
    },
  }
}

async function contextFor(
  browser: Browser,
  server: TestServer,
  user: User | undefined,
  options: VisitOptions,
): Promise<BrowserContext> {
  const known = contexts.get(browser) ?? new Map<string, BrowserContext>()
  contexts.set(browser, known)
  const key = JSON.stringify([server.origin, user?.id, options])
  const context = known.get(key) ?? (await createContext(browser, server, user, options))
  known.set(key, context)
  return context
}

async function createContext(
  browser: Browser,
  server: TestServer,
  user: User | undefined,
  options: VisitOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: server.origin,
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  })
  // Less than a test may take, so that it says what it waited for.
  context.setDefaultTimeout(12_000)
  if (user) await context.addCookies([await sessionCookie(server, user)])
  if (options.locale) {
    await context.addInitScript(
      ([locale]) => globalThis.localStorage.setItem('latchkey.locale', locale),
      [options.locale] as const,
    )
  }
  return context
}

/** Waits until nothing is being read and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await read(page)
}

/** Waits until everything on the page is read, and nothing more comes with the next frames. */
async function read(page: Page): Promise<void> {
  const busy = page.locator('[aria-busy=true]').first()
  await busy.waitFor({ state: 'detached' })
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))')
  await busy.waitFor({ state: 'detached' })
}

async function sessionCookie(server: TestServer, user: User) {
  const [name = '', value = ''] = (await cookieOf(server, user)).split('=')
  return { name, value, url: server.origin }
}

function watchFor(page: Page, origin: string): string[] {
  const issues: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) issues.push(`request to ${url}`)
  })
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) issues.push(message.text())
  })
  page.on('pageerror', (error) => issues.push(`script: ${error.message}`))
  return issues
}
