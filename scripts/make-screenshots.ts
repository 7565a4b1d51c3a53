import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { commandLineAdministrator } from '../src/cli/command-context.ts'
import { readConfig } from '../src/config/read-config.ts'
import { migrate } from '../src/database/migrate.ts'
import { flushActivity } from '../src/features/activity/flush-activity.ts'
import { pinnableSettings } from '../src/features/settings/pinnable-settings.ts'
import { createUser } from '../src/features/users/create-user.ts'
import { openContext } from '../src/open-context.ts'
import { startServer } from '../src/server.ts'
import { live } from './seed-demo-data.ts'

// The pictures of the README (`npm run screenshots`), of a server with two weeks of invented life.
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const admin = { email: 'admin@example.com', password: 'a long password' }
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

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
})
for (const colorScheme of ['light', 'dark'] as const) await takePictures({ colorScheme })
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

async function picture(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${server.origin}${path}`)
  await page.waitForLoadState('networkidle')
  await page.locator('h1').waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' })
}
