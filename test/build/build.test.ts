import { execFile } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Checkout, copyCheckout } from '../support/checkout.ts'

let checkout: Checkout
const inCheckout = (path: string) => join(checkout.folder, path)

beforeEach(() => {
  checkout = copyCheckout({ isBuilt: true })
})
afterEach(() => checkout.remove())

/** What the build says. */
async function build(...options: string[]): Promise<string> {
  const script = inCheckout('scripts/build.ts')
  const { stderr } = await promisify(execFile)(process.execPath, [script, ...options])
  return stderr
}

test('what is built of the same sources is not built again', async () => {
  expect(await build()).toBe('')
})

test('only the parts whose sources changed are built again', async () => {
  appendFileSync(inCheckout('openapi.json'), '\n')

  const said = await build()

  // The index of the manual has the page of the document.
  expect(said).toContain('1/2 the API document')
  expect(said).toContain('2/2 scripts and styles of the pages')
  // The image is built by root and runs as somebody else.
  expect(statSync(inCheckout('build/documents')).mode & 0o005).toBe(0o005)
  expect(await build()).toBe('')
})

// The server is built the quickest.
const source = 'src/errors.ts'

test('two processes may build at once', async () => {
  appendFileSync(inCheckout(source), '\n')

  const said = await Promise.all([build(), build()])

  expect(said.filter((each) => each.includes('1/1'))).toHaveLength(1)
  expect(await build()).toBe('')
})

test('a build that fails leaves the last one in place, and its leftovers go with the next', async () => {
  const before = readdirSync(inCheckout('build/server'))
  const text = readFileSync(inCheckout(source))
  writeFileSync(inCheckout(source), '{')

  await expect(build()).rejects.toThrow(source)
  expect(readdirSync(inCheckout('build/server'))).toEqual(before)

  writeFileSync(inCheckout(source), `${text}\n`)
  await build()
  expect(readdirSync(inCheckout('build')).filter((name) => /^\.(next|last)-/.test(name))).toEqual(
    [],
  )
})

test('without the development dependencies npm start builds nothing, and npm run build fails', async () => {
  installWithoutTools()
  appendFileSync(inCheckout('openapi.json'), '\n')

  expect(await build('--if-possible')).toBe('')
  await expect(build()).rejects.toThrow('ERR_MODULE_NOT_FOUND')
})

/** What `npm ci --omit=dev` leaves of what the build needs: the database driver. */
function installWithoutTools(): void {
  const packages = inCheckout('node_modules')
  const driver = 'better-sqlite3'
  rmSync(packages)
  mkdirSync(packages)
  symlinkSync(join(process.cwd(), 'node_modules', driver), join(packages, driver))
}
