import { request } from 'node:http'
import type { Command } from 'commander'
import { readVariables } from '../../config/read-variables.ts'
import { withDotEnv } from '../dot-env.ts'
import { CommandError } from '../exit-codes.ts'
import { examples, json } from '../flags.ts'
import type { OutputOptions } from '../output.ts'
import { positiveInteger } from '../parse-options.ts'
import { printJson, report, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .option('--url <url>', 'URL of the server, instead of HOST and PORT')
    .option('--timeout <seconds>', 'how long to wait for a response', '3')
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey healthcheck', 'latchkey healthcheck --url https://auth.example.com'),
    )
    .action((options) => healthcheck(terminal, options))
}

interface HealthcheckOptions extends OutputOptions {
  readonly url?: string
  readonly timeout: string
}

/** `latchkey healthcheck`: for containers without another program to ask with. */
async function healthcheck(terminal: Terminal, options: HealthcheckOptions): Promise<void> {
  const url = new URL('/readyz', options.url ?? ownOrigin(terminal))
  const milliseconds = positiveInteger('--timeout', options.timeout) * 1_000
  const status = await statusOf(url, milliseconds).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError(
      'failed',
      `No response from ${url.href} (${error.code ?? error.message}).`,
    )
  })
  if (status !== 200) throw new CommandError('failed', `${url.href} is not ready (${status}).`)

  if (options.json) printJson(terminal, { status: 'ok', url: url.href })
  else report(terminal, 'ok')
}

const everyAddress: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** Where the server of this environment listens. Nothing else is read: this runs every few seconds. */
function ownOrigin({ environment }: Terminal): string {
  const { HOST: host = '127.0.0.1', PORT: port = 8_000 } = readVariables(
    withDotEnv(environment),
  ).values
  return originOfServer({ host, port })
}

/** Where a server that listens there is reached from this machine. */
export function originOfServer({ host, port }: { readonly host: string; readonly port: number }) {
  const address = everyAddress[host] ?? host
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}

async function statusOf(url: URL, milliseconds: number): Promise<number | undefined> {
  const signal = AbortSignal.timeout(milliseconds)
  if (url.protocol === 'https:') return (await fetch(url, { signal, redirect: 'manual' })).status

  return new Promise((resolve, reject) => {
    const asking = request(url, { signal, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asking.on('error', reject)
    asking.end()
  })
}
