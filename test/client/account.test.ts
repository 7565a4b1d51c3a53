import { describe, expect, test } from 'vitest'
import { createAuthClient } from '../../packages/client/src/create-client.ts'
import { addUser, password } from '../support/people.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-server.ts'
import { withMailServer } from '../support/with-server.ts'

const newPassword = 'another battery horse'
const elevenMinutes = 11 * 60_000

describe.each(databases)('on %s', (database) => {
  const { server, mailbox } = withMailServer(database)

  const clientOf = (options = {}) => createAuthClient({ baseURL: server.origin, ...options })
  async function loggedIn(options = {}) {
    const { email } = await addUser(server)
    const client = clientOf(options)
    expect(await client.login({ email, password })).toEqual({ data: null })
    return { client, email }
  }
  const codeFor = async (email: string) => (await mailbox.next(email)).code ?? ''

  test('people change their password, and see and end their sessions', async () => {
    const { client, email } = await loggedIn()
    const other = clientOf()
    await other.login({ email, password })

    const listed = await client.sessions.list()
    const second = listed.data?.results.find(({ is_current: isCurrent }) => !isCurrent)
    const ended = await client.sessions.end(second?.id ?? 0)
    await other.login({ email, password })
    const others = await client.logout({ scope: 'others' })
    const wrong = await client.changePassword({ current_password: 'x', new_password: newPassword })
    const changed = await client.changePassword({
      current_password: password,
      new_password: newPassword,
    })
    const again = await clientOf().login({ email, password: newPassword })

    expect(listed.data?.results).toHaveLength(2)
    expect(ended).toEqual({ data: null })
    expect(others).toEqual({ data: null })
    expect(wrong.error?.fields).toHaveProperty('current_password')
    expect(changed.data?.success).toBe('Password changed.')
    expect(again.error).toBeUndefined()
    expect((await client.getSecurity()).data).toMatchObject({ has_password: true, sessions: 2 })
  })

  test('a forgotten password is reset with the emailed code', async () => {
    const { email } = await addUser(server)
    const client = clientOf()

    const { data } = await client.requestPasswordReset({ email })
    const proof = { ticket: data?.ticket ?? '', code: await codeFor(email) }
    const owner = await client.checkPasswordReset(proof)
    const reset = await client.resetPassword({ ...proof, password: newPassword })
    const reused = await client.resetPassword({ ...proof, password: newPassword })

    expect(owner.data?.email).toBe(email)
    expect(reset.error).toBeUndefined()
    expect(reused.error?.code).toBe('verification_invalid')
    expect(await client.login({ email, password: newPassword })).toEqual({ data: null })
  })

  test('an address is confirmed and changed, and listeners hear of it', async () => {
    const { client, email } = await loggedIn()
    const events: string[] = []
    client.onAuthStateChange((event) => events.push(event))
    const address = `new-${email}`

    const sent = await client.requestEmailConfirmation()
    const confirmed = await client.confirmEmail({
      ticket: sent.data?.ticket ?? '',
      code: await codeFor(email),
    })
    const change = await client.requestEmailChange({ email: address })
    const changed = await client.confirmEmailChange({
      ticket: change.data?.ticket ?? '',
      code: await codeFor(address),
    })

    expect(confirmed.data).toEqual({ email, email_verified: true })
    expect(changed.data?.email).toBe(address)
    await expect.poll(() => events).toContain('USER_UPDATED')
  })

  test('an emailed code logs in', async () => {
    await setSetting(server, 'EMAIL_LOGIN', 'code')
    const { email } = await addUser(server)
    const client = clientOf()

    const { data } = await client.requestEmailLogin({ email })
    const ticket = data?.ticket ?? ''
    const wrong = await client.loginWithEmail({ ticket, code: '0000 0000' })
    const right = await client.loginWithEmail({ ticket, code: await codeFor(email) })

    expect(wrong.error?.code).toBe('verification_invalid')
    expect(right).toEqual({ data: null })
    expect((await client.getUser()).data?.email).toBe(email)
  })

  test('what needs a recent login asks for the password, once, and is repeated', async () => {
    const asked: unknown[] = []
    let answer: string | undefined
    const { client, email } = await loggedIn({
      onStepUp: async (request: unknown) => {
        asked.push(request)
        return answer === undefined ? undefined : { password: answer }
      },
    })
    server.clock.advance(elevenMinutes)
    // The clock of this device knows nothing of that: the refresh comes first.
    await client.getUser()

    const declined = await client.exportData()
    answer = 'wrong'
    const wrong = await client.exportData()
    answer = password
    const right = await client.exportData()
    const without = clientOf()
    await without.login({ email, password })
    server.clock.advance(elevenMinutes)
    await without.getUser()
    const early = await without.deleteAccount()
    const proved = await without.stepUp({ password })
    const deleted = await without.deleteAccount()

    expect(declined.error?.code).toBe('reauthentication_required')
    expect(declined.error?.problem?.['methods']).toEqual(['password'])
    expect(wrong.error?.code).toBe('reauthentication_required')
    expect(JSON.stringify(right.data)).toContain(email)
    expect(asked).toEqual([1, 2, 3].map(() => ({ methods: ['password'] })))
    expect(early.error?.code).toBe('reauthentication_required')
    expect(proved).toEqual({ data: null })
    expect(deleted.data).toHaveProperty('restorable_until')
    expect(await without.getSession()).toBeNull()
  })
})
