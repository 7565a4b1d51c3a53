import type { AddressInfo } from 'node:net'
import { buildApp } from './app.ts'
import { areCookiesLost, lostCookiesMessage } from './config/cookie-security.ts'
import type { Context } from './context.ts'
import { lowerHashingPriority } from './crypto/hashing-priority.ts'
import type { Connection } from './database/connect.ts'
import { watchChanges } from './database/revisions.ts'
import { startDelivery } from './features/email/deliver.ts'
import { ensureSigningKey } from './features/keys/ensure-key.ts'
import { createHeartbeat } from './features/operations/heartbeat.ts'
import { startMaintenance } from './features/operations/maintenance.ts'
import { systemCaller } from './features/permissions/administrator.ts'
import { assertConsistentPins } from './features/settings/pinnable-settings.ts'
import { isBuilt, notBuiltMessage } from './http/built-files.ts'
import { watchConnections } from './http/watch-connections.ts'
import { loadState } from './open-context.ts'

export interface Server {
  readonly context: Context
  readonly connection: Connection
  /** Where it listens, with the port it really got. */
  readonly origin: string
  /** Does the work in the background now. A clock that is moved does not move its timer. */
  maintain(): Promise<void>
  /** Lets the probes say that it is about to go; it serves on until it is closed. */
  beginShutdown(): void
  /** Takes no new connection, and tells the clients of all others to close theirs. */
  drain(): Promise<void>
  /** Stops accepting, responds to what was accepted, then lets go of the database. */
  close(): Promise<void>
}

const closeUnusedIntervalMilliseconds = 50

/** Serves the application on an open, migrated database until it is closed. */
export async function startServer(context: Context, connection: Connection): Promise<Server> {
  const { config, log, db } = context
  for (const { name, meant } of config.misspelled) {
    log.warn(
      { event: 'config.misspelled', variable: name, meant },
      `${name} means nothing. Did you mean ${meant}?`,
    )
  }
  if (areCookiesLost(config)) log.warn({ event: 'config.cookies_lost' }, lostCookiesMessage)
  if (!isBuilt()) log.warn({ event: 'server.not_built' }, notBuiltMessage)
  await lowerHashingPriority()
  await loadState(context)
  assertConsistentPins(context)
  await context.decoys.reload(context)
  await ensureSigningKey(context, systemCaller)

  let isStopping = false
  const beginShutdown = () => {
    isStopping = true
  }
  const app = buildApp(context, { connection, isStopping: () => isStopping })
  const connections = watchConnections(app)
  const heartbeat = createHeartbeat(context)
  const watching = watchChanges(connection, {
    onChange: async (name) => {
      if (name === 'settings') {
        await context.settings.reload(db)
        void heartbeat.report()
      }
      if (name === 'signing_keys') await context.keys.reload(db)
      if (name === 'password_hashes') await context.decoys.reload(context)
    },
    onError: (error) => log.warn({ err: error }, 'could not look for changes'),
  })
  const maintenance = startMaintenance(context)
  const delivery = startDelivery(context)

  async function close() {
    beginShutdown()
    // A connection that is busy now becomes idle with its answer, and would be kept alive for a minute.
    const closing = setInterval(connections.closeUnused, closeUnusedIntervalMilliseconds)
    await app.close().finally(() => clearInterval(closing))
    await heartbeat.stop()
    await delivery.stop()
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
  return {
    context,
    connection,
    origin,
    maintain: maintenance.run,
    beginShutdown,
    drain: connections.drain,
    close,
  }
}

function originOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
