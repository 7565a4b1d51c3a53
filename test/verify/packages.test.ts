import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { publint } from 'publint'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { startServerProcess } from '../support/server-process.ts'

const run = promisify(execFile)
const project = fileURLToPath(new URL('../../', import.meta.url))
let folder: string
/** What `npm pack` made of each. */
const packed: Record<string, { readonly tarball: string; readonly files: readonly string[] }> = {}
const installed = (path: string) => join(folder, 'node_modules', path)

/** A folder in which the packed packages are installed, with what they and the examples depend on. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-packages-'))
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['client', 'verify']) {
    const source = join(project, 'packages', name)
    const output = join(folder, name)
    const compiler = join(project, 'node_modules/.bin/tsc')
    await run(compiler, ['-p', source, '--outDir', join(output, 'build')])
    cpSync(join(source, 'package.json'), join(output, 'package.json'))
    cpSync(join(source, 'README.md'), join(output, 'README.md'))
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: output,
    })
    const [{ filename, files }] = JSON.parse(stdout)
    const paths = files.map(({ path }: { path: string }) => path)
    packed[name] = { tarball: join(folder, filename), files: paths.toSorted() }
    await run('tar', ['-xzf', join(folder, filename), '-C', folder])
    cpSync(join(folder, 'package'), installed(`latchkey-${name}`), { recursive: true })
    rmSync(join(folder, 'package'), { recursive: true })
  }
  for (const name of ['jose', 'express', 'fastify', 'hono', 'react']) {
    symlinkSync(join(project, 'node_modules', name), installed(name))
  }
  cpSync(join(project, 'examples'), folder, { recursive: true })
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the packages', () => {
  test.each([
    ['latchkey-client', 'createAuthClient'],
    ['latchkey-client/react', 'useSession'],
    ['latchkey-verify', 'createVerifier'],
    ['latchkey-verify/express', 'auth'],
    ['latchkey-verify/fastify', 'auth'],
    ['latchkey-verify/hono', 'auth'],
    ['latchkey-verify/test', 'createTestIssuer'],
  ])('%s can be imported', async (name, member) => {
    const program = `import('${name}').then((it) => console.log(typeof it.${member}))`
    const { stdout } = await run(process.execPath, ['-e', program], { cwd: folder })
    expect(stdout.trim()).toBe('function')
  })

  /** What a page or service takes of each, gzipped, in bytes. */
  test.each([
    [
      'latchkey-client',
      `export { createAuthClient, localStorageStore } from 'latchkey-client'`,
      4_000,
    ],
    [
      'latchkey-client/react',
      `export { AuthProvider, SignedIn, SignedOut, useAuth, useSession } from 'latchkey-client/react'`,
      800,
    ],
    [
      'latchkey-verify without jose',
      `export { createVerifier } from 'latchkey-verify'\nexport { auth } from 'latchkey-verify/hono'`,
      2_500,
    ],
  ])('%s is small', async (_name, code, limit) => {
    const entry = join(folder, 'entry.mjs')
    writeFileSync(entry, code)
    const output = await build({
      root: folder,
      logLevel: 'silent',
      configFile: false,
      build: {
        write: false,
        // Only this format is minified as a page or a service is.
        lib: { entry, formats: ['iife'], name: 'it' },
        rollupOptions: {
          external: ['jose', 'react'],
          output: { globals: { jose: 'jose', react: 'react' } },
        },
      },
    })
    const [result] = Array.isArray(output) ? output : [output]
    const [chunk] = result && 'output' in result ? result.output : []
    const size = gzipSync(chunk && 'code' in chunk ? chunk.code : '').length
    expect(size).toBeGreaterThan(500)
    expect(size).toBeLessThanOrEqual(limit)
  })

  test.each([
    ['client', ['api', 'call', 'create-client', 'react', 'session']],
    ['verify', ['create-verifier', 'express', 'fastify', 'hono', 'test-issuer']],
  ])(
    'latchkey-%s has what it should, for every resolver of modules and types',
    async (name, some) => {
      const { tarball, files } = packed[name] ?? { tarball: '', files: [] }
      const { messages } = await publint({ pkgDir: join(folder, name), pack: false, strict: true })
      const attw = join(project, 'node_modules/.bin/attw')
      const types = await run(attw, [tarball, '--profile', 'esm-only', '--format', 'ascii'], {
        cwd: folder,
      })

      expect(messages).toEqual([])
      expect(types.stdout).toContain('node16 (from ESM): 🟢 (ESM)')
      expect(files.filter((file) => !/^build\/[\w-]+\.(js|d\.ts)$/.test(file))).toEqual([
        'README.md',
        'package.json',
      ])
      expect(files).toEqual(expect.arrayContaining(some.map((one) => `build/${one}.d.ts`)))
    },
  )

  test('no file of theirs names this machine or a source', async () => {
    for (const name of ['latchkey-client', 'latchkey-verify']) {
      const { stdout } = await run('find', [installed(name), '-type', 'f'])
      const files = stdout.trim().split('\n')
      expect(files.filter((file) => !/\.(js|d\.ts|json|md)$/.test(file))).toEqual([])
      for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain(project)
    }
  })
})

describe('the examples', () => {
  /** The pair of a user of a real server, and where that is. */
  async function logInThere() {
    const port = String(await freePort())
    const there = await startServerProcess({
      DATA_DIR: join(folder, `data-${port}`),
      PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ACCESS_TOKEN_LIFETIME: '10m',
    })
    const person = { email: 'ann@example.com', password: 'correct horse battery' }
    await there.post('/api/register/', person)
    const { body } = await there.post('/api/login/', person)
    return { there, token: String((body as { access_token: string }).access_token) }
  }

  const python = '/usr/bin/python3'
  const hasPyJwt = spawnSync(python, ['-c', 'import jwt'], { stdio: 'ignore' }).status === 0
  const names = ['express', 'fastify', 'hono', ...(hasPyJwt ? ['python'] : [])]

  test.each(names)('%s lets in whoever has a token', async (name) => {
    const { there, token } = await logInThere()
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const environment = { PATH: process.env['PATH'] ?? '', AUTH_ISSUER: claims.iss, PORT: '0' }
    const ask = name === 'hono' ? await askHono(environment) : await askProcess(name, environment)
    try {
      expect(await ask('/', undefined)).toEqual([200, { hello: 'stranger' }])
      expect(await ask('/', token)).toEqual([200, { hello: `user ${claims.user_id}` }])
      expect(await ask('/orders', token)).toEqual([200, { orders: [], of: claims.user_id }])
      expect((await ask('/orders', undefined))[0]).toBe(401)
      expect((await ask('/orders', `${token}x`))[0]).toBe(401)
    } finally {
      await ask.close()
      await there.stop()
    }
  })

  type Ask = ((path: string, token: string | undefined) => Promise<[number, unknown]>) & {
    close(): unknown
  }
  const headersOf = (token: string | undefined): Record<string, string> =>
    token === undefined ? {} : { authorization: `Bearer ${token}` }

  async function askProcess(name: string, env: Record<string, string>): Promise<Ask> {
    const [program, file] =
      name === 'python' ? [python, 'python.py'] : [process.execPath, `${name}.mjs`]
    const child = spawn(program, [join(folder, file)], { cwd: folder, env })
    const [origin] = await once(createInterface({ input: child.stdout }), 'line')
    const ask = async (path: string, token: string | undefined): Promise<[number, unknown]> => {
      const response = await fetch(`${origin}${path}`, { headers: headersOf(token) })
      return [response.status, await response.json()]
    }
    return Object.assign(ask, { close: () => child.kill() })
  }

  async function askHono(env: Record<string, string>): Promise<Ask> {
    Object.assign(process.env, { AUTH_ISSUER: env['AUTH_ISSUER'] })
    const { default: app } = await import(pathToFileURL(join(folder, 'hono.mjs')).href)
    const ask = async (path: string, token: string | undefined): Promise<[number, unknown]> => {
      const response = await app.request(path, { headers: headersOf(token) })
      return [response.status, await response.json()]
    }
    return Object.assign(ask, { close: () => undefined })
  }
})
