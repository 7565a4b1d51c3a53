import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The client, and what people do in a tab: a request now and then. */
const application = `
import { createAuthClient, localStorageStore } from 'latchkey-client'
const transport = (request) => {
  request.headers.set('x-sent-at', String(Date.now()))
  return fetch(request)
}
const auth = createAuthClient({ baseURL: location.origin, storage: localStorageStore(), transport })
const seen = { rejections: [], logouts: 0, results: {} }
addEventListener('unhandledrejection', ({ reason }) => seen.rejections.push(String(reason)))
auth.onAuthStateChange((event) => event === 'SIGNED_OUT' && (seen.logouts += 1))
let isOver = false
async function work() {
  while (!isOver) {
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 1600))
    await request()
  }
}
async function request() {
  const result = await auth.fetch('/api/me/').then(({ status }) => status, ({ name }) => name)
  seen.results[result] = (seen.results[result] ?? 0) + 1
  return result
}
Object.assign(window, { auth, seen, work, request, stop: () => (isOver = true) })
`

/** What happened in a tab. */
export interface Seen {
  /** Promises whose rejection nobody handled. */
  readonly rejections: readonly string[]
  readonly logouts: number
  readonly results: Readonly<Record<string, number>>
}

/** A page with the client as Vite builds it. */
export async function applicationPage(): Promise<string> {
  const source = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
  const entry = source('test/soak/application.js')
  const output = await build({
    logLevel: 'silent',
    configFile: false,
    root: source('.'),
    resolve: { alias: { 'latchkey-client': source('packages/client/src/create-client.ts') } },
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
  const script = chunk && 'code' in chunk ? chunk.code : ''
  return `<!doctype html><script>${script.replaceAll('</script', '<\\/script')}</script>`
}
