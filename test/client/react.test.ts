import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { addUser, password } from '../support/people.ts'
import { withServer } from '../support/with-server.ts'

const server = withServer({ database: 'sqlite' })
const open = withBrowser()
const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

const application = `
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { createAuthClient, localStorageStore } from '${source('packages/client/src/create-client.ts')}'
import { AuthProvider, SignedIn, SignedOut, useSession } from '${source('packages/client/src/react.ts')}'
const auth = createAuthClient({ baseURL: location.origin, storage: localStorageStore() })
window.auth = auth
const Hello = () => h('p', null, 'Hello, ' + useSession().data.email)
createRoot(document.getElementById('root')).render(
  h(AuthProvider, { client: auth }, h(SignedIn, null, h(Hello)), h(SignedOut, null, h('p', null, 'Log in'))))
`

async function bundle(): Promise<string> {
  const entry = source('test/client/application.js')
  const output = await build({
    logLevel: 'silent',
    configFile: false,
    root: source('.'),
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'application',
        enforce: 'pre',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? application : null),
      },
    ],
    build: { write: false, lib: { entry, formats: ['iife'], name: 'it' } },
  })
  const [result] = Array.isArray(output) ? output : [output]
  const [chunk] = result && 'output' in result ? result.output : []
  return chunk && 'code' in chunk ? chunk.code : ''
}

test.skipIf(!chromiumPath)(
  'all tabs show who is logged in, and that nobody is any more',
  async () => {
    const { email } = await addUser(server)
    const script = await bundle()
    const context = await open()
    await context.route('**/application', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><div id="root"></div><script>${script.replaceAll('</script', '<\\/script')}</script>`,
      }),
    )
    const tabs = [await context.newPage(), await context.newPage()]
    for (const tab of tabs) await tab.goto(`${server.origin}/application`)
    const texts = () => Promise.all(tabs.map((tab) => tab.locator('#root').textContent()))
    await expect.poll(texts).toEqual(['Log in', 'Log in'])

    const credentials = JSON.stringify({ email, password })
    await tabs[0]?.evaluate(`auth.login(${credentials})`)
    await expect.poll(texts).toEqual([`Hello, ${email}`, `Hello, ${email}`])
    await tabs[1]?.reload()
    await expect.poll(texts).toEqual([`Hello, ${email}`, `Hello, ${email}`])
    await tabs[1]?.evaluate('auth.logout()')

    await expect.poll(texts).toEqual(['Log in', 'Log in'])
  },
)
