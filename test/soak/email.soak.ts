import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deactivateUser } from '../../src/features/users/activate-user.ts'
import { deleteUser } from '../../src/features/users/delete-user.ts'
import type { User } from '../../src/features/users/user-repository.ts'
import { killWhileSending } from '../account/kill-while-sending.ts'
import { AccountBrowser } from '../support/account-browser.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { addUser, operator } from '../support/people.ts'
import { processorMilliseconds, startOfWork } from '../support/processor-time.ts'
import { logIn } from '../support/sessions.ts'
import { setSetting } from '../support/state.ts'
import { databases } from '../support/test-database.ts'
import { type Answer, startTestServer, type TestServer } from '../support/test-server.ts'

const kills = Number(process.env['KILLS'] ?? 200)
const pairs = Number(process.env['PAIRS'] ?? 200)
const hour = 3_600_000
const resend = 'a confirmation of one’s own address'

test.each(databases)(
  'random kill -9 while email is sent loses no message and sends none for what was not committed: %s',
  async (kind) => {
    const { acknowledged, lost, strangers, repeated, doubled } = await killWhileSending(
      kind,
      kills,
      () => Math.random() * 80,
    )

    process.stdout.write(
      `${kind}: ${kills} kills, ${acknowledged.length} acknowledged, ${repeated} repeated\n`,
    )
    expect(lost).toEqual([])
    expect(strangers).toEqual([])
    expect(doubled).toEqual([])
    expect(acknowledged.length).toBeGreaterThanOrEqual(kills)
  },
  4 * hour,
)

describe.each(databases)(
  'who asks for an email learns nothing about the address on %s',
  (database) => {
    let mailbox: Mailbox
    let server: TestServer
    let people: Readonly<Record<string, string>>
    let asker: User

    beforeAll(async () => {
      mailbox = await openMailbox()
      const env = mailbox.environment
      server = await startTestServer({ database, env })
      const settings = {
        EMAIL_REQUESTS_PER_CLIENT: 0,
        EMAILS_PER_HOUR: 0,
        EMAIL_LOGIN: 'code',
        EMAIL_VERIFICATION: 'required',
        ACCESS_TOKEN_LIFETIME: 86_400,
      }
      for (const [key, value] of Object.entries(settings)) await setSetting(server, key, value)
      asker = await addConfirmed(server)
      const known = await addConfirmed(server)
      const deactivated = await addConfirmed(server)
      const deleted = await addConfirmed(server)
      const unverified = await addUser(server)
      await deactivateUser(server.context, { userId: deactivated.id }, operator)
      await deleteUser(server.context, { userId: deleted.id }, operator)
      people = {
        known: known.email,
        unknown: 'nobody@example.com',
        deactivated: deactivated.email,
        deleted: deleted.email,
        unverified: unverified.email,
      }
    })
    afterAll(async () => {
      await server.close()
      await mailbox.close()
    })

    const post =
      (path: string, more: object = {}, headers: Record<string, string> = {}) =>
      async (email: string) =>
        shapeOf(await server.post(path, { email, ...more }, headers), email)
    const bearerOf = async (user: Pick<User, 'id' | 'email'>) => {
      const { accessToken } = await logIn(server, user)
      return { authorization: `Bearer ${accessToken}` }
    }

    /** Each gets ready, which is not measured, and returns what is. */
    const requests: Readonly<Record<string, Prepare>> = {
      'a reset': async () => post('/api/password/reset/'),
      'a login code': async () => post('/api/login/email/'),
      'a confirmation of a new account': async () =>
        post('/api/register/', { password: 'staple battery horse' }),
      // Recently authenticated.
      'a confirmation of another address': async () =>
        post('/api/me/email/', {}, await bearerOf(asker)),
      'the page of a reset': async () => {
        const browser = new AccountBrowser(server)
        await browser.open('/account/forgot/')
        return async (email) => {
          const { status, location, text } = await browser.send('/account/forgot/', { email })
          return `${status} ${location} ${text.replaceAll(email, 'EMAIL')}`
        }
      },
      [resend]: async (email) =>
        post('/api/email/confirm/send/', {}, await bearerOf({ id: 0, email })),
    }

    async function measure(who: string, email: string, send: Send): Promise<Sample> {
      await settleQueue(server)
      const before = startOfWork()
      const shape = await send(email)
      return { who, milliseconds: processorMilliseconds(before), shape }
    }

    async function samplesOf(prepare: Prepare, asking: readonly [string, string][]) {
      const samples: Sample[] = []
      for (let round = 0; round <= pairs; round += 1) {
        // Below the limits of each recipient.
        server.clock.advance(hour)
        for (const [who, email] of shuffled(asking)) {
          const sample = await measure(who, email, await prepare(email))
          // The first round loads what is needed.
          if (round > 0) samples.push(sample)
        }
      }
      return samples
    }

    test.each(Object.entries(requests))(
      '%s takes the same work and gets the same response',
      async (name, prepare) => {
        // Who asks for one's own address has a session.
        const asking = Object.entries(people).filter(
          ([who]) => name !== resend || ['known', 'unverified'].includes(who),
        )
        await setSetting(server, 'EMAIL_VERIFICATION', name === resend ? 'optional' : 'required')
        const samples = await samplesOf(prepare, asking)

        const medians = asking.map(([who]) =>
          median(samples.filter((each) => each.who === who).map((each) => each.milliseconds)),
        )
        const shown = medians.map((each, index) => `${asking[index]?.[0]} ${each.toFixed(2)}`)
        process.stdout.write(`${database}, ${name}, ms: ${shown.join(', ')}\n`)
        expect(new Set(samples.map(({ shape }) => shape)).size).toBe(1)
        expect(Math.max(...medians) / Math.min(...medians), shown.join()).toBeLessThan(1.15)
      },
      4 * hour,
    )
  },
)

type Send = (email: string) => Promise<string>
type Prepare = (email: string) => Promise<Send>

interface Sample {
  readonly who: string
  readonly milliseconds: number
  /** What the response looks like, apart from what is in it of the request. */
  readonly shape: string
}

async function addConfirmed(server: TestServer): Promise<User> {
  const user = await addUser(server)
  await server.context.db
    .updateTable('users')
    .set({ email_verified_at: server.clock.now() })
    .where('id', '=', user.id)
    .execute()
  return user
}

/** What is queued is not sent: sending is work that nobody who asks can see. */
function settleQueue({ context }: TestServer) {
  return context.db
    .updateTable('emails')
    .set({ state: 'sent' })
    .where('state', '=', 'due')
    .execute()
}

function shapeOf({ status, headers, body }: Answer, email: string): string {
  const names = [...headers.keys()].filter((name) => name !== 'date').join()
  const text = JSON.stringify(body)
    .replaceAll(email, 'EMAIL')
    .replace(/[\w-]{22}\.[\w-]{43}/, 'TICKET')
  return `${status} ${names} ${text}`
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((first, second) => first.at - second.at)
    .map(({ item }) => item)
}

function median(values: readonly number[]): number {
  return values.toSorted((first, second) => first - second)[Math.floor(values.length / 2)] ?? 0
}
