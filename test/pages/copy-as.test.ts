import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { copyAs } from '../../src/pages/script/copy-as.ts'

const origin = 'http://localhost:8000'
const change = {
  method: 'PUT',
  url: '/api/me/',
  body: '{ "username": "Zoë O\'Neil $HOME `id`" }',
  isSecured: true,
}

test('curl gets the body as it is, and the token from a variable', () => {
  const command = copyAs('curl', origin, change, undefined)

  // The shell says what curl would have been given.
  const script = `curl() { printf '%s\\n' "$@"; }; ${command}`
  const given = execFileSync('sh', ['-c', script], { env: { TOKEN: 'abc' }, encoding: 'utf8' })
  expect(given.trim().split('\n')).toEqual([
    '-X',
    'PUT',
    'http://localhost:8000/api/me/',
    '-H',
    'Authorization: Bearer abc',
    '-H',
    'Content-Type: application/json',
    '-d',
    '{"username":"Zoë O\'Neil $HOME `id`"}',
  ])
})

test('a token is only in the command when it was asked for', () => {
  expect(copyAs('curl', origin, change, undefined)).toContain('Bearer $TOKEN')
  expect(copyAs('curl', origin, change, 'abc')).toContain('Bearer abc')
  expect(copyAs('httpie', origin, change, undefined)).toContain('Bearer $TOKEN')
  expect(copyAs('fetch', origin, change, undefined)).toContain("'Bearer ' + TOKEN")
})

test('what needs no token names none', () => {
  const login = { method: 'POST', url: '/api/login/', body: '{}', isSecured: false }

  for (const format of ['curl', 'httpie', 'fetch'] as const) {
    expect(copyAs(format, origin, login, undefined)).not.toMatch(/token/i)
  }
})

test('the program is one', () => {
  const program = copyAs('fetch', origin, change, undefined)

  expect(() => new Function(`return async (TOKEN) => { ${program} }`)).not.toThrow()
})
