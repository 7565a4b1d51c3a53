import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { publint } from 'publint'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blocksOf, pages } from '../docs/pages.ts'
import { freePort } from '../support/free-port.ts'
import { installPackages, packPackages, project } from '../support/packed-packages.ts'
import { startServerProcess } from '../support/server-process.ts'

const run = promisify(execFile)
let folder: string
let packed: Awaited<ReturnType<typeof packPackages>>
const installed = (path: string) => join(folder, 'node_modules', path)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-packages-'))
  packed = await packPackages(folder)
  const dependencies = ['jose', 'express', 'fastify', 'hono', 'react', 'react-dom']
  await installPackages(folder, packed, dependencies)
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
        'LICENSE',
        'README.md',
        'package.json',
      ])
      expect(files).toEqual(expect.arrayContaining(some.map((one) => `build/${one}.d.ts`)))
    },
  )

  test('they have the version and the license of the server, and no file names this machine or a source', async () => {
    const text = (path: string) => readFileSync(join(project, path), 'utf8')
    const { version } = JSON.parse(text('package.json'))
    for (const name of ['client', 'verify']) {
      expect(JSON.parse(text(`packages/${name}/package.json`))).toMatchObject({ version })
      expect(text(`packages/${name}/LICENSE`)).toBe(text('LICENSE'))
    }
    for (const name of ['latchkey-client', 'latchkey-verify']) {
      const { stdout } = await run('find', [installed(name), '-type', 'f'])
      const files = stdout.trim().split('\n')
      expect(files.filter((file) => !/\.(js|d\.ts|json|md)$|\/LICENSE$/.test(file))).toEqual([])
      for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain(project)
    }
  })
})

describe('the examples', () => {
  /** What the examples read the keys from: a real server, as long as it can be reached. */
  const network = { isDown: false }
  let issuer: string
  let token: string
  const closers: (() => unknown)[] = []

  beforeAll(async () => {
    const port = await freePort()
    issuer = `http://127.0.0.1:${port}`
    const there = await startServerProcess({
      DATA_DIR: join(folder, 'data'),
      PUBLIC_URL: issuer,
      ACCESS_TOKEN_LIFETIME: '10m',
    })
    const gateway = createServer(async (request, response) => {
      if (network.isDown) return response.writeHead(502).end()
      const { status, headers, body } = await fetch(there.origin + request.url)
      response.writeHead(status, { 'content-type': headers.get('content-type') ?? '' })
      for await (const chunk of body ?? []) response.write(chunk)
      return response.end()
    })
    await new Promise<void>((resolve) => gateway.listen(port, '127.0.0.1', resolve))
    closers.push(
      () => gateway.close(),
      () => there.stop(),
    )
    const person = { email: 'ann@example.com', password: 'correct horse battery' }
    await there.post('/api/register/', person)
    const { body } = await there.post('/api/login/', person)
    token = String((body as { access_token: string }).access_token)
  })
  afterAll(() => Promise.all(closers.map((close) => close())))

  const python = '/usr/bin/python3'
  const hasPyJwt = spawnSync(python, ['-c', 'import jwt'], { stdio: 'ignore' }).status === 0
  const names = ['express', 'fastify', 'hono', ...(hasPyJwt ? ['python'] : [])]

  test.each(names)('%s lets in whoever has a token, and says 503 without keys', async (name) => {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    const environment = { PATH: process.env['PATH'] ?? '', AUTH_ISSUER: issuer, PORT: '0' }
    const ask = name === 'hono' ? await askHono(environment) : await askProcess(name, environment)
    try {
      network.isDown = true
      expect((await ask('/orders', token))[0]).toBe(503)
      network.isDown = false
      // The verifier asks again after a second.
      await expect.poll(() => ask('/', token)).toEqual([200, { hello: `user ${claims.user_id}` }])
      expect(await ask('/', undefined)).toEqual([200, { hello: 'stranger' }])
      expect(await ask('/orders', token)).toEqual([200, { orders: [], of: claims.user_id }])
      expect((await ask('/orders', undefined))[0]).toBe(401)
      expect((await ask('/orders', `${token}x`))[0]).toBe(401)
      expect((await ask('/orders', 'a.b.c'))[0]).toBe(401)
    } finally {
      await ask.close()
    }
  })

  test('the app of the README lets in requests with a token, and no others', async () => {
    const port = String(await freePort())
    const readme = pages.filter(({ path }) => path === 'README.md').flatMap(blocksOf)
    const app = readme.find(({ note }) => note.startsWith('run by: npm test'))?.text ?? ''
    const code = app.replace('http://localhost:8000', issuer).replace('8001', port)
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: folder })
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(`http://127.0.0.1:${port}/orders`, { headers })
      return [response.status, await response.json()]
    }
    await expect.poll(() => ask(headersOf(token)).catch(() => 0)).toEqual([200, { of: 1 }])
    const stranger = await ask({})
    child.kill()

    expect(stranger).toMatchObject([401, { code: 'authentication_required' }])
  })

  test('spa-react is built by Vite', async () => {
    const root = join(folder, 'spa-react')
    await build({ root, logLevel: 'silent', configFile: false })
    const { stdout } = await run('find', [join(root, 'dist'), '-name', '*.js'])
    expect(readFileSync(stdout.trim(), 'utf8')).toContain('latchkey:')
  })

  test('each is at most 40 lines of its own', () => {
    const lengths = readdirSync(join(project, 'examples')).map((name): [string, number] => {
      const path = join(project, 'examples', name)
      const files = statSync(path).isFile()
        ? [path]
        : readdirSync(path, { recursive: true, encoding: 'utf8' })
            .filter((file) => /\.jsx?$/.test(file))
            .map((file) => join(path, file))
      const lines = files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))
      return [name, lines.filter((line) => !/^\s*((\/\/|#).*)?$/.test(line)).length]
    })

    expect(lengths.length).toBeGreaterThan(5)
    expect(lengths.filter(([, count]) => count > 40)).toEqual([])
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
