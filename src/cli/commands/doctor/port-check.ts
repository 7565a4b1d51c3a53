import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Config } from '../../../config/read-config.ts'
import type { HealthCheck } from '../../../features/operations/health-check.ts'
import { originOfServer } from '../healthcheck.ts'

const about = { id: 'port', label: 'Port' }
const patienceMilliseconds = 3_000

/** Whether the server could listen where it is to, or does already. */
export async function portCheck({ host, port }: Config): Promise<HealthCheck> {
  if (port === 0) return { ...about, status: 'ok', text: 'A free port is chosen at startup.' }
  const code = await listenIssue(host, port)
  const where = `Port ${port} of ${host}`
  if (code === undefined) return { ...about, status: 'ok', text: `${where} is free.` }
  if (code === 'EADDRINUSE') return occupiedCheck(where, originOfServer({ host, port }))
  const text = `The server cannot listen on port ${port} of ${host} (${code}).`
  return {
    ...about,
    status: 'fail',
    text,
    fix: 'Set HOST to an address of this machine and PORT to a port that this user can use.',
  }
}

async function occupiedCheck(where: string, origin: string): Promise<HealthCheck> {
  const found = await askReadiness(origin)
  if (found === undefined) {
    const text = `${where} is used by another program.`
    return { ...about, status: 'fail', text, fix: 'Stop it, or set PORT to another port.' }
  }
  const text = `${where} is served by Latchkey ${found.version}`
  if (found.status === 'ok') return { ...about, status: 'ok', text: `${text}, which is ready.` }
  const fix = `Check ${origin}/readyz?verbose and the log of the server.`
  return { ...about, status: 'warn', text: `${text}, which is not ready.`, fix }
}

/** Listens briefly; returns the error code on failure. */
async function listenIssue(host: string, port: number): Promise<string | undefined> {
  const server = createServer()
  try {
    server.listen({ host, port, exclusive: true })
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'
  }
}

interface FoundServer {
  readonly status: string
  readonly version: string
}

/** What answers there, if it is one of ours. */
async function askReadiness(origin: string): Promise<FoundServer | undefined> {
  try {
    const response = await fetch(`${origin}/readyz?verbose`, {
      signal: AbortSignal.timeout(patienceMilliseconds),
      redirect: 'manual',
    })
    const { status, checks, version } = (await response.json()) as Partial<FoundServer> & {
      readonly checks?: object
    }
    return status && version && checks ? { status, version } : undefined
  } catch {
    return undefined
  }
}
