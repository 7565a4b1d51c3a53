import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach } from 'vitest'
import type { User } from '../../src/features/users/user-repository.ts'
import { cookieOf } from '../support/admin-api.ts'
import { withBrowser } from '../support/browser.ts'
import { addSuperuser } from '../support/people.ts'
import type { DatabaseKind } from '../support/test-database.ts'
import type { TestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

export interface ConsoleVisit {
  readonly page: Page
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
}

type Visit = (user: User | undefined, options?: VisitOptions) => Promise<ConsoleVisit>

export interface ConsoleSuite {
  readonly server: TestServer
  /** A superuser. */
  readonly admin: User
  /** Opens a window at the console, with a session of this user; without one, logged out. */
  readonly visitAs: Visit
}

/** A server with a superuser, and windows at its console; those that a test opens are closed after it. */
export function withConsole(
  database: DatabaseKind = 'sqlite',
  env: Record<string, string> = {},
): ConsoleSuite {
  const server = withServer({ database, env })
  const openContext = withBrowser()
  const admin = {} as User // filled before anything reads it
  // What the browser has read and compiled is kept with its context.
  const contexts = new Map<string, BrowserContext>()
  const opened: Page[] = []

  beforeAll(async () => {
    Object.assign(admin, await addSuperuser(server))
  })
  beforeEach(() => {
    opened.length = 0
  })
  afterEach(async () => {
    for (const page of opened) await page.close()
  })

  async function visitAs(user: User | undefined, options: VisitOptions = {}) {
    const key = JSON.stringify([user?.id, options])
    const context = contexts.get(key) ?? (await prepare(await openContext(lookOf(server, options))))
    contexts.set(key, context)
    const page = await context.newPage()
    opened.push(page)
    return visitOf(page, server.origin)

    async function prepare(context: BrowserContext) {
      if (user) await context.addCookies([await sessionCookie(server, user)])
      if (options.locale) await context.addInitScript(setLocale, options.locale)
      return context
    }
  }

  return { server, admin, visitAs }
}

function lookOf(server: TestServer, { width = 1280 }: VisitOptions): BrowserContextOptions {
  return {
    baseURL: server.origin,
    viewport: { width, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  }
}

/** Runs in the browser. */
function setLocale(locale: string): void {
  globalThis.localStorage.setItem('latchkey.locale', locale)
}

function visitOf(page: Page, origin: string): ConsoleVisit {
  const errorResponses: string[] = []
  page.on('response', (answer) => {
    if (answer.status() >= 400) errorResponses.push(`${answer.status()} ${answer.url()}`)
  })
  return {
    page,
    issues: watchFor(page, origin),
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
