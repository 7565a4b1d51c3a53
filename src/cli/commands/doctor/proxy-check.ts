import { isIP } from 'node:net'
import type { Config } from '../../../config/read-config.ts'
import { blockListOf } from '../../../config/value-parsers.ts'
import type { HealthCheck } from '../../../features/operations/health-check.ts'
import { clientAddress } from '../../../http/client-address.ts'
import { CommandError } from '../../exit-codes.ts'

/** A request to try: who connects, and what its X-Forwarded-For says. */
export interface ProxyTrial {
  readonly peer?: string
  readonly forwardedFor?: string
}

const exampleClient = '203.0.113.7'
const about = { id: 'proxies', label: 'Proxies' }

/** Which address and scheme a request would count with, and why. */
export function proxyCheck(config: Config, trial: ProxyTrial): HealthCheck {
  const { peer, forwardedFor } = trialWith(config, trial)
  const arrival = {
    socket: { remoteAddress: peer },
    headers: { 'x-forwarded-for': forwardedFor },
  }
  const trusted = blockListOf(config.trustedProxies)
  const address = clientAddress(arrival, trusted)
  const isTrusted = trusted.check(peer, isIP(peer) === 4 ? 'ipv4' : 'ipv6')
  const reason = isTrusted
    ? `${peer} is in TRUSTED_PROXIES`
    : `${peer} is not in TRUSTED_PROXIES, so its header is ignored`
  const scheme = new URL(config.publicUrl).protocol.slice(0, -1)
  const text =
    `A request from ${peer} with “X-Forwarded-For: ${forwardedFor}” is treated as coming from ${address}: ${reason}. ` +
    `Links, cookies and tokens use ${scheme}, the scheme of PUBLIC_URL.`

  // Whoever tries the address of a proxy wants it believed.
  if (trial.peer === undefined || isTrusted) return { ...about, status: 'ok', text }
  const fix = `If ${peer} is your proxy, add it to TRUSTED_PROXIES.`
  return { ...about, status: 'warn', text, fix }
}

function trialWith({ trustedProxies }: Config, trial: ProxyTrial) {
  const peer = trial.peer ?? trustedProxies[0]?.address ?? '127.0.0.1'
  if (isIP(peer) === 0) throw new CommandError('usage', `--peer: ${peer} is not an IP address.`)
  return { peer, forwardedFor: trial.forwardedFor ?? exampleClient }
}
