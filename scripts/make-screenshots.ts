import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { commandLineAdministrator } from '../src/cli/command-context.ts'
import { readConfig } from '../src/config/read-config.ts'
import { migrate } from '../src/database/migrate.ts'
import { flushActivity } from '../src/features/activity/flush-activity.ts'
import { readEffectiveText } from '../src/features/email/texts/effective-text.ts'
import { previewText } from '../src/features/email/texts/preview-text.ts'
import { changeSettings } from '../src/features/settings/change-setting.ts'
import { pinnableSettings } from '../src/features/settings/pinnable-settings.ts'
import { createUser } from '../src/features/users/create-user.ts'
import { openContext } from '../src/open-context.ts'
import { startServer } from '../src/server.ts'
import { launchBrowser } from './chromium.ts'
import { live } from './seed-demo-data.ts'

// The pictures of the README and the guides (`npm run screenshots`), of a server with two weeks of invented life.
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const admin = { email: 'admin@example.com', password: 'a long password' }
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b7285" d="M4 6h10l2 2 2-2h10v20H18l-2 2-2-2H4z"/></svg>'
const brand = Object.entries({
  PRODUCT_NAME: 'Example Books',
  BRAND_COLOR: '#0b7285',
  LOGO: logo,
  SUPPORT_ADDRESS: 'help@example.com',
  TERMS_URL: 'https://example.com/terms',
  PRIVACY_URL: 'https://example.com/privacy',
}).map(([key, value]) => ({ key, value, source: 'command line' as const }))
const days = 14
const dayMilliseconds = 86_400_000

mkdirSync(folder, { recursive: true })
let now = Date.now() - days * dayMilliseconds
const environment = { PORT: '0', DATABASE_URL: 'sqlite::memory:', SECRET_KEY: 'x'.repeat(32) }
const { context, connection } = await openContext(readConfig(environment, pinnableSettings), {
  log: pino({ level: 'silent' }),
  now: () => now,
})
await migrate(connection)
const server = await startServer(context, connection)
await createUser(
  context,
  { ...admin, isStaff: true, isSuperuser: true },
  commandLineAdministrator(),
)
await live(context, {
  origin: server.origin,
  days,
  wait: (milliseconds) => {
    now += milliseconds
  },
})
now = Date.now()
await flushActivity(context)

const browser = await launchBrowser()
for (const colorScheme of ['light', 'dark'] as const) await takePictures({ colorScheme })
await changeSettings(context, brand, commandLineAdministrator())
for (const colorScheme of ['light', 'dark'] as const) await picturePeople({ colorScheme })
await browser.close()
await server.close()

async function takePictures(options: BrowserContextOptions): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
  await page.goto(`${server.origin}/admin/login/`)
  await page.fill('input[name=email]', admin.email)
  await page.fill('input[name=password]', admin.password)
  await page.click('button[type=submit]')
  await picture(page, '/admin/?range=7d', `dashboard-${options.colorScheme}`)
  await picture(page, '/admin/users/', `users-${options.colorScheme}`)
  await picture(page, '/admin/sessions/', `sessions-${options.colorScheme}`)
  await picture(page, '/admin/constance/config/', `settings-${options.colorScheme}`)
  await page.close()
}

/** What people see who are no administrators: a page of their account, and a message. */
async function picturePeople({ colorScheme = 'light' }: BrowserContextOptions): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 560, height: 620 }, colorScheme })
  await page.goto(`${server.origin}/account/login/`)
  await page.fill('input[name=email]', admin.email)
  await page.fill('input[name=password]', admin.password)
  await page.click('button[type=submit]')
  await picture(page, '/account/sessions/', `account-${colorScheme}`, true)
  const { html } = await previewText(
    { ...context, config: { ...context.config, publicUrl: 'https://auth.example.com' } },
    { kind: 'reset_password', locale: 'en' },
    await readEffectiveText(context.db, 'reset_password', 'en'),
  )
  // Away from the policy of our pages.
  await page.goto('about:blank')
  await page.setContent(html)
  await page.setViewportSize({ width: 560, height: 440 })
  await page.screenshot({ path: `${folder}email-${colorScheme}.png`, animations: 'disabled' })
  await page.close()
}

async function picture(page: Page, path: string, name: string, fullPage = false): Promise<void> {
  await page.goto(`${server.origin}${path}`)
  await page.waitForLoadState('networkidle')
  await page.locator('h1').waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', fullPage })
}
