import cluster from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { Logger } from 'pino'
import type { Config } from '../../config/read-config.ts'
import type { Context } from '../../context.ts'
import { assertServable } from '../../database/assert-servable.ts'
import { createSetupLink } from '../../features/admin/setup-link.ts'
import { systemCaller, unrestricted } from '../../features/permissions/administrator.ts'
import { ensureSuperuser } from '../../features/users/make-superuser.ts'
import { createLogger } from '../../logger.ts'
import { observerOf } from '../../observer.ts'
import { loadState, openContext } from '../../open-context.ts'
import { type Server, startServer } from '../../server.ts'
import { bannerOf, baseUrlOf, programName } from '../banner.ts'
import { configOf, prepareSchema } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { examples } from '../flags.ts'
import { openInBrowser } from '../open-in-browser.ts'
import { quoted } from '../parse-options.ts'
import { releaseStartupMemory } from '../release-startup-memory.ts'
import { remark, type Terminal } from '../terminal.ts'
import { superviseWorkers } from '../workers.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .argument('[address]', 'port, or host:port, to listen on')
    .option('--host <host>', 'address to listen on')
    .option('--port <port>', 'port to listen on')
    .option('--workers <n>', 'number of worker processes')
    .option('--migrate', 'run pending migrations first, also on PostgreSQL in production')
    .option('--open', 'open the console in a browser when the server is ready')
    .option('--no-open', 'do not open a browser (default)')
    .addHelpText(
      'after',
      examples('latchkey runserver', 'latchkey runserver 0.0.0.0:8080 --workers 4'),
    )
    .action((address, options) => runServer(terminal, { address, ...options }))
}

interface RunServerOptions {
  readonly address?: string
  readonly host?: string
  readonly port?: string
  readonly workers?: string
  readonly migrate?: boolean
  readonly open?: boolean
}

/** `latchkey runserver`: serves until SIGTERM or SIGINT, then finishes what it accepted. */
async function runServer(terminal: Terminal, options: RunServerOptions): Promise<void> {
  const startedAt = performance.now()
  const config = configOf(terminal, overridesFrom(options))
  const log = createLogger(config)
  const metrics = config.metricsPort === undefined ? undefined : await measure(config)
  const tracing = config.tracing && (await trace(config, log))
  const observer = observerOf(metrics?.observer, tracing?.observer)
  const { context, connection } = await openContext(config, { log, observer, isServer: true })
  try {
    await assertServable(connection, config)
    await prepareSchema(config, connection, options.migrate)
    if (config.workers > 1 && cluster.isPrimary) {
      await connection.close()
      await metrics?.serve(context)
      return await superviseWorkers(config, log)
    }
    await loadState(context)
    await ensureSuperuser(context, unrestricted(systemCaller))
    const setupPath = await findSetupPath(context)
    await metrics?.serve(context)
    const { host, port } = config
    const server = await listen({ name: 'PORT', host, port }, () =>
      startServer(context, connection),
    )
    releaseStartupMemory()
    tellReady(terminal, { config, server, context, startedAt, setupPath })
    if (options.open) await openConsole(terminal, { config, server, setupPath })
    await untilStopped(config, server)
  } finally {
    await metrics?.close()
    await tracing?.close()
    // After a failure an open connection would keep the process from ending, as would a worker's to its supervisor.
    await connection.close()
    cluster.worker?.disconnect()
  }
}

/** What measures is loaded only where somebody asks for it. */
async function measure(config: Config) {
  const { startMeasuring } = await import('../../metrics/start-measuring.ts')
  const { host, metricsPort: port = 0 } = config
  const measuring = startMeasuring(config)
  const place = { name: 'METRICS_PORT', host, port } as const
  return {
    ...measuring,
    serve: (context: Context) => listen(place, () => measuring.serve(context)),
  }
}

/** The same for traces. */
async function trace(config: Config, log: Logger) {
  const { startTracing } = await import('../../tracing/start-tracing.ts')
  return startTracing(config, log)
}

/** `8001`, `0.0.0.0:8001` and `[::]:8001`, as well as the flags. */
function overridesFrom({ address, host, port, workers }: RunServerOptions) {
  const [, addressHost, addressPort] = /^(?:(.*):)?(\d+)$/.exec(address ?? '') ?? []
  if (address !== undefined && addressPort === undefined) {
    throw new CommandError('usage', `Expected a port or host:port, not ${quoted(address)}.`)
  }
  return {
    HOST: host ?? addressHost?.replace(/^\[|\]$/g, ''),
    PORT: port ?? addressPort,
    WORKERS: workers,
  }
}

interface Place {
  /** The variable that sets the port. */
  readonly name: 'PORT' | 'METRICS_PORT'
  readonly host: string
  readonly port: number
}

/** @throws {CommandError} where the port or the address cannot be used. */
function listen<Result>(place: Place, start: () => Promise<Result>): Promise<Result> {
  return start().catch((error: NodeJS.ErrnoException) => {
    throw explained(place, error)
  })
}

function explained({ name, host, port }: Place, error: NodeJS.ErrnoException): Error {
  const { code = '' } = error
  if (code === 'EADDRINUSE' || code === 'EACCES') {
    const reason = code === 'EACCES' ? 'cannot be used by this user' : 'is in use'
    const cure =
      name === 'PORT'
        ? `Set PORT, or start with: --port ${port + 1}`
        : `Set ${name} to another port.`
    return new CommandError('configuration', `Port ${port} ${reason}. ${cure}`)
  }
  // Whatever the database has to say comes as an error of its own.
  if (!/^(ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|EINVAL)$/.test(code)) return error
  const message = `HOST: this machine has no address ${host} (${code}). Set HOST to one that it has, or to 0.0.0.0 or :: for all.`
  return new CommandError('configuration', message)
}

interface Start {
  readonly config: Config
  readonly server: Server
  readonly context: Context
  readonly startedAt: number
  /** Where the first administrator can be made; absent when there is one. */
  readonly setupPath: string | undefined
}

/** One link for the whole server, although every worker comes by here. */
async function findSetupPath(context: Context): Promise<string | undefined> {
  if (cluster.isWorker && cluster.worker?.id !== 1) return undefined
  return (await createSetupLink(context, systemCaller))?.path
}

function tellReady(terminal: Terminal, start: Start): void {
  const { config, server, context, setupPath } = start
  const readySeconds = (performance.now() - start.startedAt) / 1_000
  if (terminal.stdout.isTTY && config.logFormat !== 'json') {
    const program = programName(terminal.environment)
    terminal.stdout.write(
      bannerOf({ config, origin: server.origin, readySeconds, setupPath, program }),
    )
    return
  }
  context.log.info(
    {
      event: 'server.ready',
      pid: process.pid,
      origin: server.origin,
      mode: config.mode,
      database: config.database.dialect,
      ms: Math.round(readySeconds * 1_000),
      // Worthless once it was used, and after 30 minutes; whoever starts a container has nothing but this line.
      ...(setupPath ? { setup_url: baseUrlOf(config, server.origin) + setupPath } : {}),
    },
    'ready',
  )
}

/** The console, or the page on which the first administrator is created. */
async function openConsole(
  terminal: Terminal,
  { config, server, setupPath }: Pick<Start, 'config' | 'server' | 'setupPath'>,
): Promise<void> {
  // One browser window, however many processes serve.
  if (cluster.isWorker && cluster.worker?.id !== 1) return
  const url = baseUrlOf(config, server.origin) + (setupPath ?? '/admin/')
  if (!(await openInBrowser(url)))
    remark(terminal, `Could not open a browser. Open this URL: ${url}`)
}

// Whoever sent a request before the signal is still served, and load balancers see the probe fail first.
const leavingMilliseconds = 250

/** Waits for the signal to stop, then for what is under way, but not for ever. */
function untilStopped(config: Config, server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (signal: NodeJS.Signals) => {
      const timeout = setTimeout(() => process.exit(1), config.shutdownTimeoutSeconds * 1_000)
      timeout.unref()
      leave(server, signal).then(resolve, reject)
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  })
}

async function leave(server: Server, signal: NodeJS.Signals): Promise<void> {
  const { log } = server.context
  log.info({ event: 'server.stopping', signal }, 'stopping')
  server.beginShutdown()
  await sleep(leavingMilliseconds)
  await server.drain()
  await server.close()
  log.info({ event: 'server.stopped' }, 'stopped')
  log.flush()
}
