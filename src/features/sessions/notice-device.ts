import type { ClientInfo, TransactionContext } from '../../context.ts'
import { networkOf } from '../../text/address-group.ts'
import { type Locale, localeFor } from '../email/email-kinds.ts'
import { queueEmail } from '../email/queue-email.ts'
import { hasSettledAddress } from '../email/settled-address.ts'
import { findUser } from '../users/user-repository.ts'
import { mayNotifyUser } from '../verifications/request-limits.ts'
import { knownClient } from './describe-client.ts'
import {
  type Device,
  hasOtherKnownDevice,
  listOriginsOfSessions,
  upsertKnownDevice,
} from './known-device-repository.ts'
import type { Login } from './open-session.ts'

/** More sessions tell nothing new. */
const maxSessions = 100
const everySession = Number.MAX_SAFE_INTEGER

/**
 * Records from where a user logs in, and tells them when it is from somewhere new, in the transaction of the login. The
 * first device of a user is compared with the sessions that are kept, and where there are none it is not news.
 */
export async function noticeDevice(
  context: TransactionContext,
  { userId, client, sessionId = everySession }: Login,
): Promise<void> {
  const { config, db, now, settings } = context
  if (!config.canEmail || !settings.values.NOTIFY_NEW_DEVICE) return
  const device = deviceOf(userId, client.userAgent, client.address)
  if (!(await upsertKnownDevice(db, device, now()))) return
  const isNews =
    (await hasOtherKnownDevice(db, device)) || (await isUnlike(context, device, sessionId))
  if (isNews) await tell(context, device, client)
}

/** Whether none of the sessions before is from this device. */
async function isUnlike(
  { db }: TransactionContext,
  { userId, ...device }: Device,
  beforeId: number,
): Promise<boolean> {
  const origins = await listOriginsOfSessions(db, { userId, beforeId, limit: maxSessions })
  const isSame = ({ client, network }: Device) =>
    client === device.client && network === device.network
  const known = origins.flatMap(({ userAgent, address, lastAddress }) =>
    [address, lastAddress].map((each) => deviceOf(userId, userAgent, each)),
  )
  return known.length > 0 && !known.some(isSame)
}

function deviceOf(
  userId: number,
  userAgent: string | null | undefined,
  address: string | null | undefined,
): Device {
  return {
    userId,
    client: knownClient(userAgent ?? null) ?? 'unknown',
    network: networkOf(address ?? undefined),
  }
}

const unknownIn: Readonly<Record<Locale, string>> = { en: 'unknown', de: 'unbekannt' }

/** An address that was never proven may be a stranger's, who is not to be flooded. */
async function tell(
  context: TransactionContext,
  { userId, client: name }: Device,
  client: ClientInfo,
): Promise<void> {
  const user = await findUser(context.db, userId)
  if (!user || !hasSettledAddress(context, user)) return
  if (user.emailVerifiedAt === null && !(await mayNotifyUser(context, userId, 'device'))) return
  const locale = localeFor(context, client.languages)
  await queueEmail(context, {
    kind: 'new_device',
    locale,
    recipient: user.email,
    userId,
    variables: {
      device: name === 'unknown' ? unknownIn[locale] : name,
      address: client.address ?? unknownIn[locale],
    },
  })
}
