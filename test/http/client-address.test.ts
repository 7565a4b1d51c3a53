import { describe, expect, test } from 'vitest'
import { latchkeyOn } from '../support/latchkey.ts'
import { withServer } from '../support/with-server.ts'

const env = { TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8,fd00::/8' }
const server = withServer({ database: 'sqlite', env })

/** What X-Forwarded-For says, and as which address the request counts. */
const forms: readonly (readonly [string, string])[] = [
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:54321', '203.0.113.7'],
  ['"203.0.113.7:54321"', '203.0.113.7'],
  ['2001:db8::7', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['[2001:db8::7]:54321', '2001:db8::7'],
  ['"[2001:db8::7]:54321"', '2001:db8::7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['198.51.100.1, 203.0.113.7:54321, 10.1.2.3:80', '203.0.113.7'],
  ['203.0.113.7 , [fd00::1]:443', '203.0.113.7'],
  // Nothing that is an address: the peer.
  ['', '127.0.0.1'],
  ['unknown', '127.0.0.1'],
  ['203.0.113.7:port', '127.0.0.1'],
  ['203.0.113.7:123456', '127.0.0.1'],
  ['[203.0.113.7', '127.0.0.1'],
  ['"203.0.113.7', '127.0.0.1'],
  ['203.0.113.999:80', '127.0.0.1'],
]

describe.each(forms)('X-Forwarded-For: %s', (forwardedFor, address) => {
  test(`counts as ${address}`, async () => {
    await server.get('/api/me/', { 'x-forwarded-for': forwardedFor })
    expect(JSON.parse(server.logLines.at(-1) ?? '').ip).toBe(address)
  })
})

test('doctor reads it as the server does', async () => {
  const run = latchkeyOn(server.database)
  const trial = ['--peer', '10.0.0.1', '--forwarded-for', '[2001:db8::7]:54321'].join(' ')
  const { stdout } = await run(`doctor ${trial}`, { env })
  expect(stdout).toContain('is treated as coming from 2001:db8::7')
})
