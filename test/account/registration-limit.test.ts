import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { password } from '../support/people.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'

const hour = 3_600_000

describe.each(databases)('on %s', (database) => {
  const server = withServer({
    database,
    env: {
      TRUSTED_PROXIES: '127.0.0.1',
      CORS_ALLOWED_ORIGINS: 'https://app.example.com',
      // Not pinned, as it is otherwise in tests.
      REGISTRATIONS_PER_CLIENT: '',
    },
  })
  const register = (address: string, email = `${randomUUID()}@example.com`) =>
    server.post(
      '/api/register/',
      { email, password },
      { 'x-forwarded-for': address, origin: 'https://app.example.com' },
    )
  const statusesOf = async (answers: readonly ReturnType<typeof register>[]) =>
    (await Promise.all(answers)).map(({ status }) => status)

  test('of simultaneous registrations from one address as many succeed as the limit says', async () => {
    await setSetting(server, 'REGISTRATIONS_PER_CLIENT', 3)
    const statuses = await statusesOf(Array.from({ length: 6 }, () => register('203.0.113.7')))

    expect(statuses.toSorted()).toEqual([201, 201, 201, 429, 429, 429])
  })

  test('a rejection says which limit was reached, and when to come back', async () => {
    await setSetting(server, 'REGISTRATIONS_PER_CLIENT', 1)
    await register('198.51.100.1')
    server.clock.advance(hour / 4)
    const { status, headers, body } = await register('198.51.100.1')

    expect(status).toBe(429)
    expect(body).toEqual({ detail: 'Too many registrations from your network. Try again later.' })
    expect(headers.get('retry-after')).toBe('2700')
    expect(headers.get('ratelimit-policy')).toBe('"registrations";q=1;w=3600')
    expect(headers.get('ratelimit')).toBe('"registrations";r=0;t=2700')
    expect(headers.get('access-control-expose-headers')).toMatch(/RateLimit, RateLimit-Policy/)
  })

  test('an IPv6 network counts as one client, another address is not affected, an hour later all is well', async () => {
    await setSetting(server, 'REGISTRATIONS_PER_CLIENT', 1)
    await register('2001:db8:1:2::1')
    const [neighbor, stranger] = [await register('2001:db8:1:2::2'), await register('2001:db8::1')]
    server.clock.advance(hour)
    const later = await register('2001:db8:1:2::2')

    expect([neighbor.status, stranger.status, later.status]).toEqual([429, 201, 201])
  })

  test('asking for addresses that are taken counts too', async () => {
    await setSetting(server, 'REGISTRATIONS_PER_CLIENT', 2)
    await register('198.51.100.2', 'taken@example.com')
    const second = await register('198.51.100.2', 'taken@example.com')
    const third = await register('198.51.100.2', 'taken@example.com')

    expect([second.status, third.status]).toEqual([400, 429])
  })
})
