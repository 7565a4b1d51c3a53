import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config/read-config.ts'
import { createLogDestination } from './log-destination.ts'

/** JSON lines in the shape of the manual's page about logs. Nothing that is logged names a secret. */
export function createLogger(
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  destination: DestinationStream = standardOutput(config),
): Logger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // The last net: these never appear even if someone logs a whole request.
      redact: {
        paths: [
          'password',
          '*.password',
          'headers.authorization',
          'headers.cookie',
          '*.refresh_token',
        ],
        censor: '[redacted]',
      },
    },
    destination,
  )
}

function standardOutput({ logFormat }: Pick<Config, 'logFormat'>): DestinationStream {
  const destination = createLogDestination(process.stdout.fd)
  const isPretty = logFormat === 'pretty' || (logFormat === undefined && process.stdout.isTTY)
  if (!isPretty) return destination

  return {
    write(line) {
      destination.write(prettyLine(line))
      destination.flush()
    },
  }
}

/** One line for people: time, level, message, and the rest as `key=value`. */
function prettyLine(line: string): string {
  const { level, time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>
  const details = Object.entries(rest)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return `${String(time).slice(11, 23)} ${String(level).toUpperCase().padEnd(5)} ${msg} ${details.join(' ')}\n`
}
