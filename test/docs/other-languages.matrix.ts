import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { createFolder } from '../support/latchkey.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { blocksOf, pages } from './pages.ts'

const folder = createFolder()
const nginx = '/usr/sbin/nginx'
const works = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0
const guide = pages.find(({ path }) => path === 'docs/guides/verify-tokens-in-other-languages.md')
const blocks = guide ? blocksOf(guide) : []

let server: ServerProcess
let origin: string
let good: string
let wrong: string
const children: ChildProcess[] = []
beforeAll(async () => {
  const port = String(await freePort())
  origin = `http://127.0.0.1:${port}`
  server = await startServerProcess({
    PORT: port,
    PUBLIC_URL: origin,
    ACCESS_TOKEN_LIFETIME: '10m',
  })
  const person = { email: 'ann@example.com', password: 'correct horse battery' }
  await server.post('/api/register/', person)
  const { body } = await server.post('/api/login/', person)
  good = String((body as { access_token: string }).access_token)
  wrong = good.replace(/..$/, (end) => (end === 'AA' ? 'BA' : 'AA'))
})
afterAll(async () => {
  for (const child of children) child.kill()
  await server?.stop()
})

/** The block of the guide, for the server of this test. */
function blockIn(language: string): string {
  const block = blocks.find((one) => one.language === language)
  return String(block?.text)
    .replaceAll(/http:\/\/(localhost|127\.0\.0\.1):8000/g, origin)
    .replaceAll('auth.example.com', new URL(origin).host)
}

function start(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

/** What the program says about each token that it gets. */
function askRuby(): (token: string) => Promise<string> {
  const program = `require 'jwt'\nrequire 'json'\nrequire 'net/http'\n$stdout.sync = true\n${blockIn('ruby')}
STDIN.each_line do |token|
  puts verify(token.strip)['user_id']
rescue JWT::DecodeError
  puts 401
rescue StandardError
  puts 503
end`
  const { stdin, stdout } = start('ruby', ['-e', program])
  if (!stdin || !stdout) throw new Error('there is nothing to talk to')
  const lines = createInterface({ input: stdout })
  return async (token) => {
    stdin.write(`${token}\n`)
    const [line] = await once(lines, 'line')
    return line
  }
}

test.skipIf(!works('ruby', '-rjwt', '-e', ''))(
  'the Ruby of the guide verifies tokens',
  async () => {
    const ask = askRuby()

    expect([await ask(good), await ask(wrong), await ask('a.b.c')]).toEqual(['1', '401', '401'])
  },
)

test.skipIf(!works(nginx, '-v'))('the nginx of the guide lets in whoever has a token', async () => {
  const service = createServer((request, response) => response.end(request.url))
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const port = await freePort()
  const { port: servicePort } = service.address() as AddressInfo
  const locations = blockIn('nginx').replace('127.0.0.1:9000', `127.0.0.1:${servicePort}`)
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  )
  const configuration = `daemon off;\nmaster_process off;\npid ${folder}/nginx.pid;\nerror_log stderr;
events {}\nhttp {\naccess_log off;\n${paths.join('\n')}\nserver {\nlisten 127.0.0.1:${port};\n${locations}}}\n`
  writeFileSync(join(folder, 'nginx.conf'), configuration)
  start(nginx, ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'])
  const ask = async (token?: string) => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    const response = await fetch(`http://127.0.0.1:${port}/orders/7`, { headers })
    return [response.status, response.ok && (await response.text())]
  }

  await expect.poll(() => ask(good).catch(() => 'not yet')).toEqual([200, '/orders/7'])
  expect([await ask(), await ask(wrong)]).toEqual([
    [401, false],
    [401, false],
  ])
  service.close()
})

test.skipIf(!works('ruby', '-rjwt', '-e', ''))('without keys it is no 401', async () => {
  const ask = askRuby()
  await server.stop()

  expect(await ask(good)).toBe('503')
})
