import { execFileSync } from 'node:child_process'
import { createReadStream, existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { createFolder } from '../support/latchkey.ts'

const below = '/projects/latchkey'
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

const openContext = withBrowser()
const folder = join(createFolder(), 'site')
let server: Server
let origin: string

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build-site.ts', folder], { stdio: 'ignore' })
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname
    const file = path.startsWith(`${below}/`) ? fileAt(path.slice(below.length)) : undefined
    if (!file) return response.writeHead(404).end()
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    return createReadStream(file).pipe(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** As plain web servers do: a folder is its index. */
function fileAt(path: string): string | undefined {
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
  return existsSync(file) && statSync(file).isFile() ? file : undefined
}

test('every link and file of the manual as a site leads to one of its files, below whatever path', () => {
  const pages = globSync('**/*.html', { cwd: folder })
  const links = pages.flatMap((page) =>
    [...readFileSync(join(folder, page), 'utf8').matchAll(/\s(?:href|src|data-index)="([^"#]+)/g)]
      .map(([, link = '']) => ({ page, link }))
      .filter(({ link }) => !/^(https?|mailto):/.test(link)),
  )
  const broken = links.filter(({ page, link }) => {
    const { pathname } = new URL(link, `http://site${below}/${page.replace(/index\.html$/, '')}`)
    return !pathname.startsWith(`${below}/`) || !fileAt(pathname.slice(below.length))
  })

  expect(pages.length).toBeGreaterThan(100)
  expect(links.length).toBeGreaterThan(1_000)
  expect(broken).toEqual([])
})

test.skipIf(!chromiumPath)('it is searched without a server of ours', async () => {
  const page = await (await openContext()).newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('response', (answer) => {
    if (answer.status() >= 400) errors.push(answer.url())
  })
  await page.goto(`${origin}${below}/docs/guides/deploy/`)

  await page.getByRole('searchbox').fill('key rotation')
  await page.locator('#search-results a[href*="/guides/key-rotation/"]').first().click()
  await page.waitForURL(`${origin}${below}/docs/guides/key-rotation/**`)

  expect(errors).toEqual([])
})
