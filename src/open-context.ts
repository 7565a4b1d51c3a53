import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from './config/read-config.ts'
import type { Context } from './context.ts'
import { createHashingPool } from './crypto/hashing-pool.ts'
import { deriveSecrets } from './crypto/secrets.ts'
import { type Connection, connect } from './database/connect.ts'
import { DatabaseClock } from './database/database-clock.ts'
import { ActivityCounter } from './features/activity/activity-counter.ts'
import { DecoyHashes } from './features/authentication/decoy-hashes.ts'
import { EmailSignal } from './features/email/email-signal.ts'
import { KeyRing } from './features/keys/key-ring.ts'
import { syncPermissions } from './features/permissions/sync-permissions.ts'
import { RefreshMemory } from './features/sessions/refresh-memory.ts'
import { LiveSettings } from './features/settings/live-settings.ts'
import type { Observer } from './observer.ts'

export interface ContextOptions {
  readonly log: Logger
  /** The time of everything, milliseconds since the epoch, instead of the database's; tests bring their own. */
  readonly now?: () => number
  /** The clock of this machine. */
  readonly wallNow?: () => number
  readonly monotonicNow?: () => number
  readonly observer?: Observer | undefined
  /** Whether others are served meanwhile; a command serves nobody. */
  readonly isServer?: boolean
}

const hashingQueueLimit = 256

/** Opens the database and makes the context, for the server and for every command. */
export async function openContext(
  config: Config,
  options: ContextOptions,
): Promise<{ context: Context; connection: Connection }> {
  const { log, wallNow = Date.now, monotonicNow = () => performance.now(), observer } = options
  const connection = connect(config.database, {
    poolSize: config.databasePoolSize,
    usesPreparedStatements: config.usesPreparedStatements,
    batchLimit: config.databaseBatchLimit,
    scansInThread: options.isServer ?? false,
    onQuery: observer && ((operation, seconds) => observer.query(operation, seconds)),
    onConnectionError: (error) => log.warn({ err: error }, 'database connection lost'),
  })
  const clock = new DatabaseClock(wallNow, monotonicNow)
  const isAligned = connection.dialect === 'postgres' && !options.now
  const secrets = deriveSecrets(config.secretKeys)
  const context: Context = {
    config,
    processId: randomUUID(),
    db: connection.db,
    afterCommit: (act) => act(),
    now: options.now ?? (() => clock.now()),
    wallNow,
    alignClock: async () => {
      if (isAligned) await clock.align(connection.db)
    },
    monotonicNow,
    log,
    settings: new LiveSettings(config, log),
    secrets,
    keys: new KeyRing(config, secrets, log),
    hashing: createHashingPool({
      concurrency: config.hashConcurrency,
      queueLimit: hashingQueueLimit,
      onRun: observer && ((seconds) => observer.hash(seconds)),
    }),
    decoys: new DecoyHashes(secrets.loginDecoys),
    observer,
    activity: new ActivityCounter(observer),
    refreshes: new RefreshMemory(),
    emailSignal: new EmailSignal(),
    onLogin: lazily(
      async () => (await import('./features/sessions/notice-device.ts')).noticeDevice,
    ),
    onLockout: lazily(
      async () => (await import('./features/authentication/notify-of-lockout.ts')).notifyOfLockout,
    ),
  }
  return { context, connection }
}

/** Loaded at the first call: commands do without. */
function lazily<Arguments extends unknown[]>(
  load: () => Promise<(...given: Arguments) => Promise<void>>,
): (...given: Arguments) => Promise<void> {
  let loading: ReturnType<typeof load> | undefined
  return async (...given) => {
    loading ??= load()
    await (await loading)(...given)
  }
}

/** Reads what this process keeps in memory, the time, the settings and the signing keys, and makes the permissions known. */
export async function loadState(context: Context): Promise<void> {
  await context.alignClock()
  await syncPermissions(context)
  await context.settings.reload(context.db)
  await context.keys.reload(context.db)
}
