import { describe, expect, test } from 'vitest'
import { deactivateUser } from '../../src/features/users/activate-user.ts'
import { setPassword } from '../../src/features/users/set-password.ts'
import { operator } from '../support/people.ts'
import { createSession, logOut, refresh, refreshed, type Session } from '../support/sessions.ts'
import { countEvents, endReasonsOf } from '../support/state.ts'
import { type Answer, databases, type TestServer } from '../support/test-server.ts'
import { withServer } from '../support/with-server.ts'
import { Random } from './model/random.ts'

const rounds = 4
const sessionsOfRound = 24
const unknownToken = '01234567-89ab-4def-8123-456789abcdef'

/** A session, what happens to it within one batch, and how it may look afterwards. */
interface Course {
  readonly session: Session
  /** Replaced so long ago that its use is theft. */
  readonly oldToken: string
  readonly token: string
  readonly steps: readonly (() => Promise<Answer | undefined>)[]
  readonly check: (answers: readonly (Answer | undefined)[], course: Course) => Promise<void>
}

type Kind = (server: TestServer, course: Omit<Course, 'steps' | 'check'>) => Partial<Course>

const statusOf = (answer: Answer | undefined) => answer?.status ?? 0
const tokensOf = (answers: readonly (Answer | undefined)[]) =>
  new Set(answers.filter((each) => each?.status === 200).map((each) => each?.body.refresh_token))

const kinds: Readonly<Record<string, Kind>> = {
  'one refresh moves the session on': (server, { token }) => ({
    steps: [() => refresh(server, token)],
    async check(answers) {
      expect(answers.map(statusOf)).toEqual([200])
      const [successor] = tokensOf(answers)
      expect(statusOf(await refresh(server, successor))).toBe(200)
    },
  }),

  'repetitions get one rotation and one successor': (server, { token, session }) => ({
    steps: Array.from({ length: 3 }, () => () => refresh(server, token)),
    async check(answers) {
      expect(answers.map(statusOf)).toEqual([200, 200, 200])
      expect(tokensOf(answers).size).toBe(1)
      const [successor] = tokensOf(answers)
      expect(statusOf(await refresh(server, successor))).toBe(200)
      expect(await endReasonsOf(server, session.id)).toEqual([null])
    },
  }),

  'a stolen token ends the session, whatever else the batch does': (server, course) => ({
    steps: [
      () => refresh(server, course.token),
      () => refresh(server, course.oldToken),
      () => refresh(server, course.oldToken),
    ],
    async check([honest, ...thieves]) {
      expect([200, 400]).toContain(statusOf(honest))
      expect(thieves.map(statusOf)).toEqual([400, 400])
      await expectEnded(server, course, [honest])
      expect(await countEvents(server, 'auth.refresh_reuse', course.session.id)).toBe(1)
    },
  }),

  'after a logout nothing is granted': (server, course) => ({
    steps: [() => refresh(server, course.token), () => logOut(server, course.token)],
    check: ([answer]) => expectEnded(server, course, [answer]),
  }),

  'after a change of the password nothing is granted': (server, course) => ({
    steps: [
      () => refresh(server, course.token),
      async () => {
        const request = { userId: course.session.id, password: 'another long password' }
        const change = { ...request, signOutEverywhere: true }
        await setPassword(server.context, change, operator)
        return undefined
      },
    ],
    check: ([answer]) => expectEnded(server, course, [answer]),
  }),

  'after a deactivation nothing is granted': (server, course) => ({
    steps: [
      () => refresh(server, course.token),
      async () => {
        await deactivateUser(server.context, { userId: course.session.id }, operator)
        return undefined
      },
    ],
    check: ([answer]) => expectEnded(server, course, [answer]),
  }),

  'an unknown token is refused': (server) => ({
    steps: [() => refresh(server, unknownToken)],
    async check(answers) {
      expect(answers.map(statusOf)).toEqual([400])
    },
  }),
}

/** No token of the session works, neither the one it had nor one that it got meanwhile. */
async function expectEnded(
  server: TestServer,
  { token, session }: Pick<Course, 'token' | 'session'>,
  answers: readonly (Answer | undefined)[],
): Promise<void> {
  for (const each of [token, ...tokensOf(answers)]) {
    expect(statusOf(await refresh(server, each))).toBe(400)
  }
  expect(await endReasonsOf(server, session.id)).not.toContain(null)
}

describe.each(databases.flatMap((database) => [1, 2, 256].map((limit) => ({ database, limit }))))(
  'batches of $limit on $database',
  ({ database, limit }) => {
    const server = withServer({ database, env: { DATABASE_BATCH_LIMIT: String(limit) } })

    async function createCourse(kind: Kind): Promise<Course> {
      const session = await createSession(server)
      const token = await refreshed(server, session.refreshToken)
      const course = { session, oldToken: session.refreshToken, token }
      return { ...course, ...kind(server, course) } as Course
    }

    test('every request gets its own decision, whatever shares its batch', async () => {
      const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000)
      const random = new Random(seed)
      const names = Object.keys(kinds)
      for (let round = 0; round < rounds; round += 1) {
        const chosen = Array.from({ length: sessionsOfRound }, () => random.pick(names) ?? '')
        const courses = await Promise.all(chosen.map((name) => createCourse(kinds[name] as Kind)))
        // Past the grace of the token that was replaced while the session was prepared.
        server.clock.advance(60_000)

        const steps = courses.flatMap((course) => course.steps.map((step) => ({ course, step })))
        const shuffled = steps
          .map((each) => ({ ...each, order: random.next() }))
          .sort((first, second) => first.order - second.order)
        const answers = new Map<() => Promise<unknown>, Answer | undefined>()
        await Promise.all(shuffled.map(async ({ step }) => void answers.set(step, await step())))

        for (const [index, course] of courses.entries()) {
          const ofCourse = course.steps.map((step) => answers.get(step))
          await course.check(ofCourse, course).catch((cause: unknown) => {
            throw new Error(`seed ${seed}, round ${round}: ${chosen[index]}`, { cause })
          })
        }
      }
    })
  },
)
