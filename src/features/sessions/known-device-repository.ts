import type { Selection } from 'kysely'
import { prepared } from '../../database/prepared.ts'
import type { Database, Tables, TransactionHandle } from '../../database/tables.ts'

/** A kind of browser or app in a network, from which a user has logged in. */
export interface Device {
  readonly userId: number
  readonly client: string
  readonly network: string
}

const upsertDevice = prepared<Device & { now: number }, { logins: number }>(
  'upsert_known_device',
  (db, place) =>
    db
      .insertInto('known_devices')
      .values({
        user_id: place('userId'),
        client: place('client'),
        network: place('network'),
        first_used_at: place('now'),
        last_used_at: place('now'),
        logins: 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'client', 'network']).doUpdateSet(({ eb, ref }) => ({
          last_used_at: ref('excluded.last_used_at'),
          logins: eb(ref('known_devices.logins'), '+', 1),
        })),
      )
      .returning('logins'),
)

/** Records a login from a device, in one statement: of simultaneous first logins exactly one returns true. */
export async function upsertKnownDevice(
  db: TransactionHandle,
  device: Device,
  now: number,
): Promise<boolean> {
  const [known] = await upsertDevice(db, { ...device, now })
  return known?.logins === 1
}

/** Whether the user has logged in from another device. */
export async function hasOtherKnownDevice(
  db: Database,
  { userId, client, network }: Device,
): Promise<boolean> {
  const row = await db
    .selectFrom('known_devices')
    .select('user_id')
    .where('user_id', '=', userId)
    .where(({ or, eb }) => or([eb('client', '<>', client), eb('network', '<>', network)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

const columns = [
  'client',
  'network',
  'first_used_at as firstUsedAt',
  'last_used_at as lastUsedAt',
  'logins',
] as const

export type KnownDevice = Readonly<Selection<Tables, 'known_devices', (typeof columns)[number]>>

/** From where a user has logged in, the oldest first. */
export function listKnownDevices(db: Database, userId: number): Promise<KnownDevice[]> {
  return db
    .selectFrom('known_devices')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('first_used_at')
    .execute()
}

/** From where the user logged in, as far as it is kept: the sessions before this one, the newest first. */
export function listOriginsOfSessions(
  db: Database,
  { userId, beforeId, limit }: { userId: number; beforeId: number; limit: number },
) {
  return db
    .selectFrom('sessions')
    .select(['user_agent as userAgent', 'address', 'last_address as lastAddress'])
    .where('user_id', '=', userId)
    .where('id', '<', beforeId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Deletes devices that were not used since then; the last one of a user stays, with which the next is compared. */
export async function deleteOldKnownDevices(
  db: Database,
  before: number,
  limit: number,
): Promise<void> {
  const old = db
    .selectFrom('known_devices as device')
    .select(['device.user_id', 'device.client', 'device.network'])
    .where('device.last_used_at', '<', before)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('known_devices as other')
          .select('other.user_id')
          .whereRef('other.user_id', '=', 'device.user_id')
          .whereRef('other.last_used_at', '>', 'device.last_used_at'),
      ),
    )
    .limit(limit)
  await db
    .deleteFrom('known_devices')
    .where(({ refTuple, eb }) =>
      eb(
        refTuple('known_devices.user_id', 'known_devices.client', 'known_devices.network'),
        'in',
        old.$asTuple('user_id', 'client', 'network'),
      ),
    )
    .execute()
}
