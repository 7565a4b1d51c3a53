import { Gauge, type Registry } from 'prom-client'
import type { Context } from '../context.ts'
import { findBacklog } from '../features/email/email-repository.ts'
import { readKeyStates } from '../features/keys/key-states.ts'
import { validityNow } from '../features/sessions/validity.ts'
import { countingLimit, countValidSessions } from '../features/statistics/statistics-repository.ts'
import { countUserRows, type UserState } from '../features/users/user-list-repository.ts'

const maxAgeMilliseconds = 30_000
const userStates: readonly UserState[] = ['active', 'deactivated', 'deleted']

/**
 * What the database holds, counted when someone asks, at most twice a minute and as far as the dashboard counts. Every
 * process of a server says the same, and one of them is taken.
 */
export function addStateGauges(registry: Registry, context: Context): void {
  let readAt = Number.NEGATIVE_INFINITY
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry], aggregator: 'first' })
  const sessions = gauge('auth_sessions_active', 'Sessions that can be refreshed.')
  const keyAge = gauge('auth_signing_key_age_seconds', 'Age of the key that signs.')
  const due = gauge('email_queue_due', 'Emails that are due and not sent.')
  const oldest = gauge('email_queue_oldest_seconds', 'How long the oldest of them waits.')
  // Whichever is asked for first reads for all of them.
  const users = new Gauge({
    name: 'auth_users',
    help: `Users by state, counted up to ${countingLimit}.`,
    labelNames: ['state'],
    registers: [registry],
    aggregator: 'first',
    async collect() {
      if (performance.now() - readAt < maxAgeMilliseconds) return
      readAt = performance.now()
      await readState()
    },
  })

  async function readState(): Promise<void> {
    const { db } = context
    const now = context.now()
    for (const state of userStates) {
      users.set({ state }, (await countUserRows(db, { states: [state] }, countingLimit)).count)
    }
    sessions.set((await countValidSessions(db, validityNow(context))).count)
    const current = (await readKeyStates(context)).find(({ state }) => state === 'current')
    keyAge.set(current ? Math.max(0, now - current.key.createdAt) / 1_000 : 0)
    const backlog = await findBacklog(db)
    due.set(backlog.count)
    oldest.set(backlog.oldestAt === undefined ? 0 : Math.max(0, now - backlog.oldestAt) / 1_000)
  }
}
