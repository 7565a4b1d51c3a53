import { commandLineAdministrator } from '../src/cli/command-context.ts'
import type { Context } from '../src/context.ts'
import { addToActivityHour } from '../src/features/activity/activity-repository.ts'
import { createGroup } from '../src/features/groups/change-group.ts'
import { deactivateUser } from '../src/features/users/activate-user.ts'
import { changeMembership } from '../src/features/users/change-membership.ts'
import { changeUser } from '../src/features/users/change-user.ts'
import { listUserRows } from '../src/features/users/user-list-repository.ts'

const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds

export interface Life {
  readonly origin: string
  readonly days: number
  /** Moves the clock of the context on. */
  readonly wait: (milliseconds: number) => void
}

/** People register and log in by day, fewer at night; each hour has its counts. */
export async function live(context: Context, { origin, days, wait }: Life): Promise<void> {
  const { db } = context
  let people = 0
  for (let hour = 0; hour < days * 24; hour += 1, wait(hourMilliseconds)) {
    const now = context.now()
    const busy = Math.max(0, Math.sin(((hour % 24) - 6) * (Math.PI / 16)))
    const hourAt = now - (now % hourMilliseconds)
    const logins = Math.round(40 * busy + 4)
    await addToActivityHour(db, { hourAt, event: 'login', count: logins })
    await addToActivityHour(db, { hourAt, event: 'login_failure', count: Math.round(logins / 9) })
    await addToActivityHour(db, { hourAt, event: 'refresh', count: logins * 30 })
    await addToActivityHour(db, { hourAt, event: 'active_user_hour', count: logins * 3 })
    if (hourAt % dayMilliseconds === 0) {
      const count = 900 + Math.round(120 * Math.sin(hour / 30))
      await addToActivityHour(db, { hourAt, event: 'active_user_day', count })
    }
    if (Math.sin(hour * 12.9898) > 0.6) await arrive(origin, people++)
  }
  await organize(context)
}

const names =
  'Ada Ben Cleo Dario Elif Finn Greta Hugo Ines Jonas Kaya Luis Mira Nils Olga Pavel Rosa Sami Tess Uma Vera Wim Yara Zeno'.split(
    ' ',
  )
const browsers = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
]

async function arrive(origin: string, index: number): Promise<void> {
  const name = names[index % names.length] ?? ''
  const round = Math.floor(index / names.length)
  const email = `${name.toLowerCase()}${round || ''}@example.com`
  const headers = {
    'content-type': 'application/json',
    'user-agent': browsers[(index * 7) % browsers.length] ?? '',
  }
  const credentials = JSON.stringify({ email, password: 'correct horse' })
  await fetch(`${origin}/api/register/`, { method: 'POST', headers, body: credentials })
  const answer = await fetch(`${origin}/api/login/`, { method: 'POST', headers, body: credentials })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  await fetch(`${origin}/api/me/`, {
    method: 'PUT',
    headers: { ...headers, authorization: `Bearer ${token}` },
    body: JSON.stringify({ username: name }),
  })
}

/** Some of the people work here, and one is away. */
async function organize(context: Context): Promise<void> {
  const administrator = commandLineAdministrator()
  const permissions = ['users.view_user', 'sessions.view_session'] as const
  const support = await createGroup(context, { name: 'Support', permissions }, administrator)
  const editors = await createGroup(context, { name: 'Editors', permissions: [] }, administrator)
  const { items } = await listUserRows(
    context.db,
    {},
    { sort: 'id', isDescending: true, limit: 20, after: undefined },
  )
  for (const [index, { id: userId }] of items.entries()) {
    if (index % 4 === 1) await join(context, userId, index % 8 === 1 ? support.id : editors.id)
    if (index % 8 === 1) {
      await changeUser(context, { userId, change: { isStaff: true } }, administrator)
    }
    if (index === 6) {
      const until = Date.now() + 14 * dayMilliseconds
      await deactivateUser(context, { userId, reason: 'on leave', until }, administrator)
    }
  }
}

function join(context: Context, userId: number, groupId: number): Promise<unknown> {
  const membership = { userId, groupId, isMember: true, permission: 'users.change_user' } as const
  return changeMembership(context, membership, commandLineAdministrator())
}
