import type { HealthCheck } from './health-check.ts'
import type { ServingProcess } from './read-processes.ts'

const about = { id: 'processes', label: 'Processes' }
const lateSeconds = 15

/** Whether everybody who serves runs the same version, on the same settings, and is heard of. */
export function processCheck(processes: readonly ServingProcess[]): HealthCheck {
  const versions = new Set(processes.map(({ version }) => version))
  const late = processes.filter(({ unseenSeconds }) => unseenSeconds > lateSeconds)
  const behind = processes.filter(({ isCurrent }) => !isCurrent)
  const issues = [
    ...(versions.size > 1 ? [`Different versions serve: ${[...versions].join(', ')}.`] : []),
    ...late.map(
      (process) => `${nameOf(process)} was last seen ${process.unseenSeconds} seconds ago.`,
    ),
    ...(behind.length > 0 ? [`On older settings: ${behind.length} of ${processes.length}.`] : []),
  ]
  if (issues.length > 0) return { ...about, status: 'warn', text: issues.join(' ') }
  if (processes.length === 0) return { ...about, status: 'ok', text: 'None serves at the moment.' }
  const count = processes.length === 1 ? 'One serves' : `${processes.length} serve`
  return { ...about, status: 'ok', text: `${count}, with the settings as they are now.` }
}

function nameOf({ host, pid }: ServingProcess): string {
  return `Process ${pid} on ${host}`
}
