import type { Context } from '../../context.ts'
import { readKeyStates } from '../keys/key-states.ts'
import { deploymentFindings } from '../operations/deployment/deployment-findings.ts'

/** Something an operator should look at, with the page where it is put right, or that says how. */
export interface Attention {
  readonly id: string
  readonly severity: 'warning' | 'error'
  readonly text: string
  readonly link: string
}

const day = 86_400_000
/** How old a key may get that no setting replaces automatically. */
const keyAgeLimit = 180 * day

/** What is not as it should be, errors first. */
export async function readAttention(context: Context): Promise<Attention[]> {
  const findings = [...configurationFindings(context), ...(await keyFindings(context))]
  return findings.sort((first, second) => first.severity.localeCompare(second.severity))
}

/** In development weak configuration is the rule: then that is the one thing to say. */
function configurationFindings(context: Context): Attention[] {
  if (context.config.mode === 'development') {
    const text = 'Development mode: set NODE_ENV=production before people use this server.'
    return [{ id: 'development_mode', severity: 'warning', text, link: '/docs/guides/deploy/' }]
  }
  return deploymentFindings(context).flatMap(({ id, severity, text, fix, link }) =>
    severity === 'info' ? [] : [{ id, severity, text: `${text} ${fix}`, link: placeOf(link) }],
  )
}

/** A setting is put right in the console itself; of all else the manual says how. */
function placeOf(link: string): string {
  const [, key] = /^\/docs\/reference\/settings\/#(\w+)$/.exec(link) ?? []
  return key === undefined ? link : `/admin/constance/config/#${key.toUpperCase()}`
}

async function keyFindings(context: Context): Promise<Attention[]> {
  const current = (await readKeyStates(context)).find(({ state }) => state === 'current')
  if (!current) return []
  const interval = context.settings.values.KEY_ROTATION_INTERVAL * 1_000
  const age = context.now() - current.key.createdAt
  // A rotation that is due happens within seconds, and the new key signs ten minutes later.
  if (age <= (interval === 0 ? keyAgeLimit : interval + day)) return []
  const days = Math.floor(age / day)
  const text =
    interval === 0
      ? `The signing key is ${days} days old. Rotate it, or set KEY_ROTATION_INTERVAL.`
      : `The signing key is ${days} days old: its rotation is overdue.`
  return [{ id: 'old_signing_key', severity: 'warning', text, link: '/admin/keys/' }]
}
