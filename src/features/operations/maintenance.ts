import type { Context } from '../../context.ts'
import { flushActivity } from '../activity/flush-activity.ts'
import { deleteOldSetupLinks } from '../admin/setup-link-repository.ts'
import { numberSeals } from '../audit/seal-events.ts'
import { deleteOldAttempts } from '../authentication/login-attempts-repository.ts'
import { deleteOldEmails } from '../email/email-repository.ts'
import { deleteOldInvitations } from '../invitations/invitation-repository.ts'
import { rotateWhenDue } from '../keys/rotate-when-due.ts'
import { systemCaller } from '../permissions/administrator.ts'
import { deleteOldConsoleSessions } from '../sessions/console-session-repository.ts'
import { idleMilliseconds } from '../sessions/console-sessions.ts'
import { deleteOldKnownDevices } from '../sessions/known-device-repository.ts'
import { purgeSessions } from '../sessions/purge-sessions.ts'
import { deleteOldLimits } from '../verifications/request-limit-repository.ts'
import { deleteOldVerifications } from '../verifications/verification-repository.ts'
import { endDeactivations } from './end-deactivations.ts'
import { heartbeatAt } from './heartbeat.ts'
import { takeLease } from './lease-repository.ts'
import { deleteAbsentProcesses } from './process-repository.ts'
import { purgeAudit } from './purge-audit.ts'
import { purgeDeletedUsers } from './purge-deleted.ts'

const intervalMilliseconds = 2_000
const leaseMilliseconds = 30_000
// What the clocks of attempts that come at the same time may differ by.
const maxSkewMilliseconds = 60_000

/**
 * The work in the background: this node's counts are written down, and on one node at a time deactivations end
 * and old rows are deleted, in batches small enough never to be noticed.
 */
export function startMaintenance(context: Context) {
  const walk = { afterId: 0 }
  let running: Promise<void> | undefined

  const run = (): Promise<void> => {
    running ??= runOnce(context, walk)
      .catch((error: unknown) => context.log.warn({ err: error }, 'maintenance failed'))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const timer = setInterval(run, intervalMilliseconds)
  timer.unref()

  return {
    /** Does it without waiting for the timer. */
    async run() {
      await running
      await run()
    },
    async stop() {
      clearInterval(timer)
      await running
      await flushActivity(context).catch(() => {})
    },
  }
}

async function runOnce(context: Context, walk: { afterId: number }): Promise<void> {
  await flushActivity(context)
  await context.decoys.reloadWhenOld(context)
  const now = context.now()
  const lease = {
    name: 'maintenance',
    holder: context.processId,
    now,
    expiresAt: now + leaseMilliseconds,
  }
  if (!(await takeLease(context.db, lease))) return

  await endDeactivations(context)
  await rotateWhenDue(context, systemCaller)
  await purgeSessions(context, walk)
  await numberSeals(context)
  await purgeAudit(context)
  const { LOGIN_LOCKOUT_DURATION } = context.settings.values
  const windowsOverAt = now - LOGIN_LOCKOUT_DURATION * 1_000
  await deleteOldAttempts(context.db, { before: windowsOverAt, after: now + maxSkewMilliseconds })
  await purgeDeletedUsers(context)
  const unusedSince = now - idleMilliseconds
  await deleteOldConsoleSessions(context.db, { expiredBefore: now, unusedSince })
  await deleteOldSetupLinks(context.db, now)
  await deleteAbsentProcesses(context.db, heartbeatAt(now))
  await deleteOldKnownDevices(context.db, now - deviceRetention, purgeLimit)
  await purgeVerificationsAndEmails(context, now)
}

const hour = 3_600_000
const purgeLimit = 500
// Long enough to send one again that nobody accepted.
const invitationRetention = 90 * 24 * hour
// Who logs in twice a year is not told each time.
const deviceRetention = 200 * 24 * hour

async function purgeVerificationsAndEmails({ db, settings }: Context, now: number): Promise<void> {
  const before = now - settings.values.EMAIL_HISTORY_RETENTION * 1_000
  await deleteOldEmails(db, { droppedBefore: now - hour, before }, purgeLimit)
  await deleteOldVerifications(db, now - 24 * hour, purgeLimit)
  await deleteOldInvitations(db, now - invitationRetention, purgeLimit)
  await deleteOldLimits(db, now, purgeLimit)
}
