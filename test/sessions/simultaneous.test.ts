import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password } from '../support/people.ts'
import { createSession, logOut, refresh } from '../support/sessions.ts'
import { endReasonsOf } from '../support/state.ts'
import { type Answer, databases, startTestServer, type TestServer } from '../support/test-server.ts'

describe.each(databases)('on two nodes with %s', (database) => {
  let first: TestServer
  let second: TestServer

  beforeAll(async () => {
    first = await startTestServer({ database })
    second = await startTestServer({ database, besides: first })
  })
  afterAll(async () => {
    await second.close()
    await first.close()
  })

  const onBoth = (count: number, ask: (node: TestServer) => Promise<Answer>) =>
    Promise.all(Array.from({ length: count }, (_, index) => ask(index % 2 === 0 ? first : second)))

  test('100 simultaneous refreshes of one token get one successor and no error', async () => {
    const { id, refreshToken } = await createSession(first)

    const answers = await onBoth(100, (node) => refresh(node, refreshToken))

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const successors = new Set(answers.map(({ body }) => body.refresh_token))
    expect(successors.size).toBe(1)
    const [successor = ''] = successors
    expect((await refresh(second, successor)).status).toBe(200)
    expect(await endReasonsOf(first, id)).toEqual([null])
  })

  test('several tabs that refresh along are never logged out', async () => {
    let { refreshToken } = await createSession(first)

    for (let round = 0; round < 10; round += 1) {
      const answers = await onBoth(6, (node) => refresh(node, refreshToken))
      const successors = new Set(answers.map(({ body }) => body.refresh_token))
      expect(successors.size).toBe(1)
      refreshToken = [...successors][0]
    }
  })

  test('after an acknowledged logout no refresh is granted, whatever ran beside it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { refreshToken } = await createSession(first)

      const [, ...refreshes] = await Promise.all([
        logOut(second, refreshToken),
        ...Array.from({ length: 6 }, (_, index) =>
          refresh(index % 2 ? first : second, refreshToken),
        ),
      ])
      const granted = refreshes.find(({ status }) => status === 200)?.body.refresh_token

      for (const token of [refreshToken, ...(granted ? [granted] : [])]) {
        expect((await refresh(first, token)).status).toBe(400)
      }
    }
  })

  test('50 simultaneous registrations of one address make one account, whose password logs in', async () => {
    const spellings = ['crowd@example.com', 'Crowd@Example.COM', ' crowd@example.com ']
    const passwords = Array.from({ length: 50 }, (_, index) => `password of caller ${index}`)

    const answers = await Promise.all(
      passwords.map((password, index) =>
        (index % 2 ? first : second).post('/api/register/', {
          email: spellings[index % spellings.length],
          password,
        }),
      ),
    )

    const winners = passwords.filter((_, index) => answers[index]?.status === 201)
    expect(winners).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(49)
    const login = await second.post('/api/login/', { email: spellings[1], password: winners[0] })
    expect(login.status).toBe(200)
    const others = await first.context.db
      .selectFrom('users')
      .select('id')
      .where('email_identity', '=', 'crowd@example.com')
      .execute()
    expect(others).toHaveLength(1)
  })

  test('two accounts that want one new address at once: one gets it', async () => {
    const sessions = [await createSession(first), await createSession(first)]

    const answers = await Promise.all(
      sessions.map(({ accessToken }, index) =>
        (index ? first : second).put(
          '/api/me/',
          { email: 'input@example.com' },
          { authorization: `Bearer ${accessToken}` },
        ),
      ),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  test('simultaneous log-ins open a session each', async () => {
    const { email, id } = await createSession(first)

    const answers = await onBoth(10, (node) => node.post('/api/login/', { email, password }))

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => body.refresh_token)).size).toBe(10)
    expect(await endReasonsOf(first, id)).toHaveLength(11)
  })
})
