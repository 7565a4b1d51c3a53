import { describe, expect, test } from 'vitest'
import { databases } from '../support/test-database.ts'
import { withServer } from '../support/with-server.ts'

const token = '0f8fad5b-d9cb-469f-a165-70867728950e'
const malformed = { error: 'Invalid refresh token format' }

/** The rows of docs/explanation/differences-from-the-older-server.md that no recorded case covers. */
describe.each(databases)('differences from the older server on %s', (database) => {
  const server = withServer({ database })

  test.each([`{${token}}`, `urn:uuid:${token}`, 5])('%s is no refresh token', async (text) => {
    const refresh = await server.post('/api/refresh/', { refresh_token: text })
    const logout = await server.post('/api/logout/', { refresh_token: text })

    expect(refresh).toMatchObject({ status: 400, body: malformed })
    expect(logout).toMatchObject({ status: 400, body: malformed })
  })

  test.each([token.toUpperCase(), token.replaceAll('-', '')])('%s is one', async (text) => {
    expect((await server.post('/api/logout/', { refresh_token: text })).status).toBe(200)
  })

  test('a number is no password at registration, and its digits are one at login', async () => {
    const registration = await server.post('/api/register/', {
      email: 'number@example.com',
      password: 9182736455,
    })
    const digits = { email: 'digits@example.com', password: '9182736455' }
    await server.post('/api/register/', digits)
    const login = await server.post('/api/login/', { ...digits, password: 9182736455 })

    expect(registration.body).toEqual({ password: ['Not a valid string.'] })
    expect(login.status).toBe(200)
  })

  test('an escaped slash is part of a name', async () => {
    expect((await server.get('/api/me%2F')).status).toBe(404)
    expect((await server.get('/api%2Fme/')).status).toBe(404)
  })
})
