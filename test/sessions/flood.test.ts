import { expect, test } from 'vitest'
import { addUser, password } from '../support/people.ts'
import { withServer } from '../support/with-server.ts'

const from = (address: string) => ({ 'x-forwarded-for': address })

const server = withServer({
  database: 'sqlite',
  env: { TRUSTED_PROXIES: '127.0.0.1', LOGIN_MAX_FAILURES_PER_ADDRESS: '0' },
})

test('a flood of registrations from one address costs that address, and nobody else a login', async () => {
  const people = await Promise.all(Array.from({ length: 5 }, () => addUser(server)))
  const flood = Array.from({ length: 320 }, (_, index) =>
    server.post(
      '/api/register/',
      { email: `flood${index}@example.com`, password: 'a long password' },
      from('198.51.100.66'),
    ),
  )
  const firstRejection = Promise.any(
    flood.map(async (response) => {
      if ((await response).status !== 503) throw new Error('served')
    }),
  )
  await firstRejection
  const logins = await Promise.all(
    people.map(({ email }, index) =>
      server.post('/api/login/', { email, password }, from(`203.0.113.${index}`)),
    ),
  )
  const statuses = (await Promise.all(flood)).map(({ status }) => status)

  expect(logins.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(new Set(statuses)).toEqual(new Set([201, 503]))
})
