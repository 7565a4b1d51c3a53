import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { chromiumPath, withBrowser } from '../support/browser.ts'
import { addUser, password } from '../support/people.ts'
import { withServer } from '../support/with-server.ts'

const server = withServer({ database: 'sqlite' })
const open = withBrowser()
const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** The example, for a server at the page's own origin. */
async function bundle(): Promise<string> {
  const output = await build({
    logLevel: 'silent',
    configFile: false,
    root: source('.'),
    define: {
      'process.env.NODE_ENV': '"production"',
      'import.meta.env.VITE_AUTH': 'location.origin',
    },
    // As NODE_ENV of a test would have it otherwise.
    oxc: { jsx: { development: false } },
    resolve: {
      alias: {
        'latchkey-client/react': source('packages/client/src/react.ts'),
        'latchkey-client': source('packages/client/src/create-client.ts'),
      },
    },
    build: {
      write: false,
      lib: { entry: source('examples/spa-react/main.jsx'), formats: ['iife'], name: 'it' },
    },
  })
  const [result] = Array.isArray(output) ? output : [output]
  const [chunk] = result && 'output' in result ? result.output : []
  return chunk && 'code' in chunk ? chunk.code : ''
}

test.skipIf(!chromiumPath)(
  'the example with React: all tabs show who is logged in, and that nobody is any more',
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
    const [one, other] = [await context.newPage(), await context.newPage()]
    const tabs = [one, other]
    for (const tab of tabs) await tab.goto(`${server.origin}/application`)
    const texts = () => Promise.all(tabs.map((tab) => tab.locator('#root').innerText()))
    const logIn = async (secret: string) => {
      await one.getByLabel('Email').fill(email)
      await one.getByLabel('Password').fill(secret)
      await one.getByRole('button', { name: 'Log in' }).click()
    }
    await expect.poll(texts).toEqual(['Log in', 'Log in'])

    await logIn('wrong')
    await expect.poll(async () => (await texts())[0]).toMatch(/^Log in .*(password|match)/i)
    await logIn(password)
    await expect.poll(texts).toEqual([`Hello, ${email} Log out`, `Hello, ${email} Log out`])
    await other.reload()
    await expect.poll(texts).toEqual([`Hello, ${email} Log out`, `Hello, ${email} Log out`])
    await other.getByRole('button', { name: 'Log out' }).click()

    await expect.poll(texts).toEqual(['Log in', 'Log in'])
  },
)
