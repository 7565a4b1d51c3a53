import type { Context } from '../../context.ts'
import { readKeyStates } from '../keys/key-states.ts'
import { deploymentFindings } from '../operations/deployment/deployment-findings.ts'

/** Something an operator should look at, with the page that helps. */
export interface Attention {
  readonly id: string
  readonly severity: 'warning' | 'error'
  readonly text: string
  readonly link: string
}

const day = 86_400_000
const keyAgeLimitDays = 180

/** What is not as it should be, errors first. */
export async function readAttention(context: Context): Promise<Attention[]> {
  const findings = [...configurationFindings(context), ...(await keyFindings(context))]
  return findings.sort((first, second) => first.severity.localeCompare(second.severity))
}

/** In development weak configuration is the rule: then that is the one thing to say. */
function configurationFindings(context: Context): Attention[] {
  const link = '/admin/health/'
  if (context.config.mode === 'development') {
    const text = 'Development mode: set NODE_ENV=production before people use this server.'
    return [{ id: 'development_mode', severity: 'warning', text, link }]
  }
  return deploymentFindings(context).flatMap(({ id, severity, text, fix }) =>
    severity === 'info' ? [] : [{ id, severity, text: `${text} ${fix}`, link }],
  )
}

async function keyFindings(context: Context): Promise<Attention[]> {
  const current = (await readKeyStates(context)).find(({ state }) => state === 'current')
  if (!current) return []
  const ageDays = Math.floor((context.now() - current.key.createdAt) / day)
  if (ageDays <= keyAgeLimitDays) return []
  const text = `The signing key is ${ageDays} days old.`
  return [{ id: 'old_signing_key', severity: 'warning', text, link: '/admin/keys/' }]
}
