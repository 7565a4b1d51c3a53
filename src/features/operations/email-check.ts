import type { Context } from '../../context.ts'
import { findBacklog } from '../email/email-repository.ts'
import type { HealthCheck } from './health-check.ts'

const about = { id: 'email', label: 'Email' }
const lateMilliseconds = 5 * 60_000

/** Whether emails leave. */
export async function emailCheck({ config, db, now }: Context): Promise<HealthCheck> {
  if (config.smtp === undefined) {
    return { ...about, status: 'ok', text: 'No mail server is configured.' }
  }
  const { count, oldestAt } = await findBacklog(db)
  const text = count === 0 ? 'No email waits.' : `Emails that wait: ${count}.`
  if (oldestAt === undefined || now() - oldestAt < lateMilliseconds) {
    return { ...about, status: 'ok', text }
  }
  const minutes = Math.floor((now() - oldestAt) / 60_000)
  return {
    ...about,
    status: 'warn',
    text: `${text} The oldest has waited for ${minutes} minutes.`,
    fix: 'Look for the reason with: latchkey email list',
  }
}
