import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { buildApp } from './app.ts'
import type { Config } from './config/read-config.ts'
import type { Context } from './context.ts'
import { deriveKey } from './crypto/derive-keys.ts'
import { createHashingPool } from './crypto/hashing-pool.ts'
import { lowerHashingPriority } from './crypto/hashing-priority.ts'
import { refreshTokenKeyFrom } from './crypto/refresh-token.ts'
import { type Connection, connect } from './database/connect.ts'
import { watchChanges } from './database/revisions.ts'
import { ActivityCounter } from './features/activity/activity-counter.ts'
import { ensureSigningKey } from './features/keys/ensure-key.ts'
import { KeyRing } from './features/keys/key-ring.ts'
import { createHeartbeat } from './features/operations/heartbeat.ts'
import { startMaintenance } from './features/operations/maintenance.ts'
import { systemCaller } from './features/permissions/administrator.ts'
import { syncPermissions } from './features/permissions/sync-permissions.ts'
import { LiveSettings } from './features/settings/live-settings.ts'
import { assertConsistentPins } from './features/settings/pinnable-settings.ts'
import { isBuilt, notBuiltMessage } from './http/built-files.ts'

export interface Server {
  readonly context: Context
  readonly connection: Connection
  /** Where it listens, with the port it really got. */
  readonly origin: string
  /** Lets the probes say that it is about to go; it serves on until it is closed. */
  beginShutdown(): void
  /** Stops accepting, answers what was accepted, then lets go of the database. */
  close(): Promise<void>
}

export interface ServerOptions {
  readonly log: Logger
  /** Milliseconds since the epoch; tests bring their own clock. */
  readonly now?: () => number
}

const hashingQueueLimit = 256
const closeIdleIntervalMilliseconds = 50

/** Opens the database and makes the context, for the server and for every command. */
export async function openContext(
  config: Config,
  { log, now = Date.now }: ServerOptions,
): Promise<{ context: Context; connection: Connection }> {
  const connection = connect(config.database, {
    poolSize: config.databasePoolSize,
    onConnectionError: (error) => log.warn({ err: error }, 'database connection lost'),
  })
  const [current, ...previous] = config.secretKeys
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
    refreshTokenKeys: [refreshTokenKeyFrom(current), ...previous.map(refreshTokenKeyFrom)],
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
  for (const { name, meant } of config.misspelled) {
    log.warn(
      { event: 'config.misspelled', variable: name, meant },
      `${name} means nothing. Did you mean ${meant}?`,
    )
  }
  if (!isBuilt()) log.warn({ event: 'server.not_built' }, notBuiltMessage)
  await lowerHashingPriority()
  await loadState(context)
  assertConsistentPins(context)
  await ensureSigningKey(context, systemCaller)

  let isStopping = false
  const beginShutdown = () => {
    isStopping = true
  }
  const app = buildApp(context, { connection, isStopping: () => isStopping })
  const heartbeat = createHeartbeat(context)
  const watching = watchChanges(connection, {
    onChange: async (name) => {
      if (name === 'settings') {
        await context.settings.reload(db)
        void heartbeat.report()
      }
      if (name === 'signing_keys') await context.keys.reload(db)
    },
    onError: (error) => log.warn({ err: error }, 'could not look for changes'),
  })
  const maintenance = startMaintenance(context)

  async function close() {
    beginShutdown()
    // A connection that is busy now becomes idle with its answer, and would be kept alive for a minute.
    const closeIdleInterval = setInterval(
      () => app.server.closeIdleConnections(),
      closeIdleIntervalMilliseconds,
    )
    await app.close().finally(() => clearInterval(closeIdleInterval))
    await heartbeat.stop()
    await maintenance.stop()
    watching.stop()
    await connection.close()
  }

  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await close()
    throw error
  }
  await heartbeat.start()
  const origin = originOf(app.server.address() as AddressInfo)
  return { context, connection, origin, beginShutdown, close }
}

function originOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
