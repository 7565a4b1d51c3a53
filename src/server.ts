import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import type { Context } from './context.ts'
import { type Connection, connect } from './database/connect.ts'
import { watchChanges } from './database/revisions.ts'
import { ActivityCounter } from './features/activity/activity-counter.ts'
import { ensureSigningKey } from './features/keys/ensure-key.ts'
import { KeyRing } from './features/keys/key-ring.ts'
import { startMaintenance } from './features/operations/maintenance.ts'
import { createPresence } from './features/operations/presence.ts'
import { systemCaller } from './features/permissions/administrator.ts'
import { syncPermissions } from './features/permissions/sync-permissions.ts'
import { LiveSettings } from './features/settings/live-settings.ts'
import { requireConsistentPins } from './features/settings/pinnable-settings.ts'
import { deriveKey } from './security/derive-keys.ts'
import { createHashingPool } from './security/hashing-pool.ts'
import { lowerHashingPriority } from './security/hashing-priority.ts'
import { refreshTokenKeyFrom } from './security/refresh-token.ts'

export interface Server {
  readonly context: Context
  readonly connection: Connection
  /** Where it listens, with the port it really got. */
  readonly origin: string
  /** Lets the probes say that it is about to go; it serves on until it is closed. */
  announceStop(): void
  /** Stops accepting, answers what was accepted, then lets go of the database. */
  close(): Promise<void>
}

export interface ServerOptions {
  readonly log: Logger
  /** Milliseconds since the epoch; tests bring their own clock. */
  readonly now?: () => number
}

const hashingQueueLimit = 256
const sweepMilliseconds = 50

/** Opens the database and makes the context, for the server and for every command. */
export async function openContext(
  config: Config,
  { log, now = Date.now }: ServerOptions,
): Promise<{ context: Context; connection: Connection }> {
  const connection = connect(config.database, {
    poolSize: config.databasePoolSize,
    onConnectionError: (error) => log.warn({ err: error }, 'database connection lost'),
  })
  const [current, ...former] = config.secretKeys
  const context: Context = {
    config,
    processId: randomUUID(),
    db: connection.db,
    afterCommit: (act) => act(),
    now,
    log,
    settings: new LiveSettings(config, log),
    keys: new KeyRing(config, log),
    hashing: createHashingPool({
      concurrency: config.hashConcurrency,
      queueLimit: hashingQueueLimit,
    }),
    refreshTokenKeys: [refreshTokenKeyFrom(current), ...former.map(refreshTokenKeyFrom)],
    loginAttemptKey: deriveKey(current, 'login-attempt-subject'),
    activity: new ActivityCounter(),
  }
  return { context, connection }
}

/** Reads what this process keeps in memory, the settings and the signing keys, and makes the permissions known. */
export async function loadState(context: Context): Promise<void> {
  await syncPermissions(context)
  await context.settings.reload(context.db)
  await context.keys.reload(context.db)
}

/** Serves the application on an open, migrated database until it is closed. */
export async function startServer(context: Context, connection: Connection): Promise<Server> {
  const { config, log, db } = context
  await lowerHashingPriority()
  await loadState(context)
  requireConsistentPins(context)
  await ensureSigningKey(context, systemCaller)

  let isStopping = false
  const announceStop = () => {
    isStopping = true
  }
  const app = buildApp(context, { connection, isStopping: () => isStopping })
  const presence = createPresence(context)
  const watching = watchChanges(connection, {
    onChange: async (name) => {
      if (name === 'settings') {
        await context.settings.reload(db)
        void presence.report()
      }
      if (name === 'signing_keys') await context.keys.reload(db)
    },
    onError: (error) => log.warn({ err: error }, 'could not look for changes'),
  })
  const maintenance = startMaintenance(context)

  async function close() {
    announceStop()
    // A connection that is busy now becomes idle with its answer, and would be kept alive for a minute.
    const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMilliseconds)
    await app.close().finally(() => clearInterval(sweep))
    await presence.stop()
    await maintenance.stop()
    await watching.stop()
    await connection.close()
  }

  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await close()
    throw error
  }
  await presence.start()
  const origin = originOf(app.server.address() as AddressInfo)
  return { context, connection, origin, announceStop, close }
}

function originOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
