import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inviteUser } from '../../src/features/invitations/invite-user.ts'
import { addUser, operator, password } from '../support/people.ts'
import { refresh } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { withMailServer } from '../support/with-server.ts'

const squatterPassword = 'password of the squatter'
const ownPassword = 'staple battery horse'

/** What a squatter holds of an account with the address of somebody else. Each way in says whether it still works. */
interface Holdings {
  readonly waysIn: Readonly<Record<string, () => Promise<boolean>>>
}

describe.each(databases)('an account that somebody else made with my address on %s', (database) => {
  const { server, mailbox } = withMailServer(database)
  let count = 0

  beforeAll(async () => {
    for (const [key, value] of [
      ['EMAIL_REQUESTS_PER_CLIENT', 0],
      ['EMAIL_LOGIN', 'code'],
      ['EMAIL_CHANGE', 'immediate'],
      ['ACCESS_TOKEN_LIFETIME', 3_600],
    ] as const) {
      await setSetting(server, key, value)
    }
  })
  beforeEach(() => server.clock.advance(120_000))

  const succeeds = async (answer: Promise<{ status: number }>) => (await answer).status < 300
  const login = (email: string, given: string) =>
    server.post('/api/login/', { email, password: given })
  const bearer = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` })

  async function register(email: string): Promise<Holdings> {
    await server.post('/api/register/', { email, password: squatterPassword })
    return { waysIn: { password: () => succeeds(login(email, squatterPassword)) } }
  }

  async function registerAndLogIn(email: string): Promise<Holdings> {
    const { waysIn } = await register(email)
    const { body } = await login(email, squatterPassword)
    return {
      waysIn: { ...waysIn, session: () => succeeds(refresh(server, body.refresh_token)) },
    }
  }

  /** The code waits in the mailbox of the squatter. */
  async function askForOtherAddress(email: string): Promise<Holdings> {
    const { waysIn } = await register(email)
    const { body } = await login(email, squatterPassword)
    const other = `squatter${count}@example.net`
    const headers = bearer(body.access_token)
    const asked = await server.post('/api/me/email/', { email: other }, headers)
    const { code = '', link = '' } = await mailbox.next(other)
    const token = link.slice(link.indexOf('#') + 1)
    const confirm = (proof: object) =>
      succeeds(server.post('/api/me/email/confirm/', proof, headers))
    return {
      waysIn: {
        ...waysIn,
        code: () => confirm({ ticket: asked.body.ticket, code }),
        link: () => confirm({ token }),
        session: () => succeeds(refresh(server, body.refresh_token)),
      },
    }
  }

  /** An account of the squatter's own, moved to the address without a proof: the link to undo that is theirs. */
  async function moveOwnAccount(email: string): Promise<Holdings> {
    const own = await addUser(server, { email: `squatter${count}@example.net` })
    await server.context.db
      .updateTable('users')
      .set({ email_verified_at: 1 })
      .where('id', '=', own.id)
      .execute()
    const { body } = await login(own.email, password)
    const moved = await server.put('/api/me/', { email }, bearer(body.access_token))
    expect(moved.status).toBe(200)
    const { link = '' } = await mailbox.next(own.email)
    const token = link.slice(link.indexOf('#') + 1)
    const undo = { token, password: squatterPassword }
    return {
      waysIn: {
        password: () => succeeds(login(email, password)),
        session: () => succeeds(refresh(server, body.refresh_token)),
        undo: () => succeeds(server.post('/api/email/undo/', undo)),
      },
    }
  }

  async function reset(email: string): Promise<boolean> {
    const { body } = await server.post('/api/password/reset/', { email })
    const { code } = await mailbox.next(email)
    const proof = { ticket: body.ticket, code, password: ownPassword }
    return succeeds(server.post('/api/password/reset/confirm/', proof))
  }

  async function logInByEmail(email: string): Promise<boolean> {
    const { body } = await server.post('/api/login/email/', { email })
    const { code } = await mailbox.next(email)
    return succeeds(server.post('/api/login/email/confirm/', { ticket: body.ticket, code }))
  }

  async function acceptInvitation(email: string): Promise<boolean> {
    const { link = '' } = await mailbox.next(email)
    const token = link.slice(link.indexOf('#') + 1)
    return succeeds(server.post('/api/invitations/accept/', { token, password: ownPassword }))
  }

  const squatters = { register, registerAndLogIn, askForOtherAddress, moveOwnAccount }
  const owners = { reset, logInByEmail, acceptInvitation }
  const matrix = Object.entries(squatters).flatMap(([name, squat]) =>
    Object.entries(owners).map(([owner, come]) => ({ name, squat, owner, come })),
  )

  test.each(matrix)('$name: nothing of it works after $owner', async ({ squat, come }) => {
    count += 1
    const email = `owner${count}@example.com`
    // Before: nobody invites an address that has an account.
    if (come === acceptInvitation) await inviteUser(server.context, { email }, operator)
    const { waysIn } = await squat(email)
    expect(await come(email)).toBe(true)

    const working: string[] = []
    for (const [name, enter] of Object.entries(waysIn)) if (await enter()) working.push(name)
    expect(working).toEqual([])
  })

  test.each(Object.entries(squatters))('%s: all of it works until then', async (_name, squat) => {
    const next = () => {
      count += 1
      return squat(`owner${count}@example.com`)
    }
    const names = Object.keys((await next()).waysIn)

    expect(names.length).toBeGreaterThan(0)
    for (const name of names) {
      const { waysIn } = await next()
      expect(await waysIn[name]?.(), name).toBe(true)
    }
  })
})
