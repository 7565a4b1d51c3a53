import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { commandLineAdministrator } from '../src/cli/command-context.ts'
import { readConfig } from '../src/config.ts'
import type { Context } from '../src/context.ts'
import { migrate } from '../src/database/migrate.ts'
import { addToActivityHour } from '../src/features/activity/activity-repository.ts'
import { pinnableSettings } from '../src/features/settings/pinnable-settings.ts'
import { createUser } from '../src/features/users/create-user.ts'
import { openContext, startServer } from '../src/server.ts'

// The pictures of the README (`npm run screenshots`), of a server with two weeks of invented life.
const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const admin = { email: 'admin@example.com', password: 'a long password' }
const hourMilliseconds = 3_600_000
const days = 14

mkdirSync(folder, { recursive: true })
let now = Date.now() - days * 24 * hourMilliseconds
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
await live(context, server.origin)
now = Date.now()

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
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' })
}

/** People register and log in by day, fewer at night; each hour has its counts. */
async function live({ db }: Context, origin: string): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 1, now += hourMilliseconds) {
    const busy = Math.max(0, Math.sin(((hour % 24) - 6) * (Math.PI / 16)))
    const hourAt = now - (now % hourMilliseconds)
    const logins = Math.round(40 * busy + 4)
    await addToActivityHour(db, { hourAt, event: 'login', count: logins })
    await addToActivityHour(db, { hourAt, event: 'login_failure', count: Math.round(logins / 9) })
    await addToActivityHour(db, { hourAt, event: 'refresh', count: logins * 30 })
    const users = Math.round(logins * 0.7)
    await addToActivityHour(db, { hourAt, event: 'active_user_hour', count: users })
    const newToday = Math.round(users / (1 + (hour % 24) / 4))
    await addToActivityHour(db, { hourAt, event: 'active_user_day', count: newToday })
    if (Math.sin(hour * 12.9898) > 0.6) await arrive(origin, `user${hour}@example.com`)
  }
}

async function arrive(origin: string, email: string): Promise<void> {
  for (const path of ['/api/register/', '/api/login/']) {
    await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'correct horse' }),
    })
  }
}
