import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { watch } from '../support/browser-page.ts'
import { addSuperuser, password } from '../support/people.ts'
import { type ProxyBelow, startProxyBelow } from '../support/proxy-below.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

describe.each([
  { proxy: 'a proxy that keeps the path', keepsPath: true },
  { proxy: 'a proxy that takes the path off', keepsPath: false },
])('below a path, behind $proxy', ({ keepsPath }) => {
  let proxy: ProxyBelow
  let server: TestServer
  let email: string

  beforeAll(async () => {
    proxy = await startProxyBelow('/auth', keepsPath)
    const env = { PUBLIC_URL: proxy.url }
    server = await startTestServer({ database: 'sqlite', env })
    proxy.target = server.origin
    email = (await addSuperuser(server)).email
  })
  afterAll(async () => {
    proxy.close()
    await server.close()
  })

  // biome-ignore lint/suspicious/noExplicitAny: documents are whatever the server says.
  const readJson = (response: Response): Promise<any> => response.json()
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${proxy.url}${path}`, { redirect: 'manual', ...init })
  const postJson = (path: string, body: object) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('the API, discovery and the document name the path', async () => {
    const login = await postJson('/api/login/', { email, password })
    const { access_token: token } = await readJson(login)
    const me = await send('/api/me/', { headers: { authorization: `Bearer ${token}` } })
    const discovery = await readJson(await send('/.well-known/openid-configuration'))
    const keys = await fetch(discovery.jwks_uri)
    const { servers } = await readJson(await send('/openapi.json'))

    expect([login.status, me.status, keys.status]).toEqual([200, 200, 200])
    expect(discovery.issuer).toBe(proxy.url)
    expect(servers[0].url).toBe('/auth')
    expect(await (await send('/openapi.yaml')).text()).toContain('- url: /auth\n')
  })

  test('redirects and cookies stay below it', async () => {
    const root = await send('/')
    const page = await send('/admin/users/')
    const form = new URLSearchParams({ email, password, next: '/admin/users/' })
    const login = await send('/admin/login/', { method: 'POST', body: form })

    expect(root.headers.get('location')).toBe('/auth/api/')
    expect(page.headers.get('location')).toBe('/auth/admin/login/?next=%2Fadmin%2Fusers%2F')
    expect(login.headers.get('location')).toBe('/auth/admin/users/')
    expect(login.headers.get('set-cookie')).toContain('; Path=/auth/; ')
  })

  // A browser sees the same behind both.
  describe.skipIf(!chromiumPath || keepsPath)('in a browser', () => {
    const openContext = withBrowser()

    test('no page asks for anything above it', async () => {
      const context = await openContext()
      const watched = watch(context, `${proxy.url}/`)
      const page = await context.newPage()
      await page.goto(`${proxy.url}/admin/`)
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('link', { name: 'Users', exact: true }).first().click()
      await page.getByRole('link', { name: email }).first().waitFor()
      const consoleUrl = page.url()
      await page.goto(`${proxy.url}/account/login/`)
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Log in' }).click()
      await page.getByRole('link', { name: 'Sessions', exact: true }).click()
      await page.waitForURL('**/auth/account/sessions/')
      await page.goto(`${proxy.url}/docs/`)
      await page.getByRole('searchbox').fill('refresh')
      await page.locator('#search-results a').first().click()
      await page.waitForURL('**/auth/docs/**')
      await page.goto(`${proxy.url}/api/login/`)
      await page.locator('#log-in-email').fill(email)
      await page.locator('#log-in-password').fill(password)
      await page.locator('#log-in button').click()
      await page.locator('#logged-in').waitFor()

      expect(consoleUrl).toContain('/auth/admin/users/')
      expect(watched).toEqual({ foreignRequests: [], policyViolations: [], errors: [] })
    })
  })
})

test('cookies for TLS only have a name that allows a path', async () => {
  const env = { PUBLIC_URL: 'https://example.com/auth' }
  const server = await startTestServer({ database: 'sqlite', env })
  const { headers } = await server.get('/account/login/', { host: 'example.com' })

  expect(headers.get('set-cookie')).toMatch(
    /^__Secure-latchkey_form=[^;]+; Path=\/auth\/; .*Secure$/,
  )
  await server.close()
})
