import type { HealthCheck } from './health-check.ts'
import type { ServingProcess } from './read-processes.ts'

const about = { id: 'processes', label: 'Processes' }
const lateSeconds = 15

/** Whether all processes run the same version with the same settings and report. */
export function processCheck(processes: readonly ServingProcess[]): HealthCheck {
  const versions = new Set(processes.map(({ version }) => version))
  const late = processes.filter(({ unseenSeconds }) => unseenSeconds > lateSeconds)
  const behind = processes.filter(({ isCurrent }) => !isCurrent)
  const issues = [
    ...(versions.size > 1 ? [`Different versions are serving: ${[...versions].join(', ')}.`] : []),
    ...late.map(
      (process) => `${nameOf(process)} was last seen ${process.unseenSeconds} seconds ago.`,
    ),
    ...(behind.length > 0
      ? [`${behind.length} of ${processes.length} still use older settings.`]
      : []),
  ]
  if (issues.length > 0) return { ...about, status: 'warn', text: issues.join(' ') }
  if (processes.length === 0) return { ...about, status: 'ok', text: 'No process is serving.' }
  const count = processes.length === 1 ? '1 process is' : `${processes.length} processes are`
  return { ...about, status: 'ok', text: `${count} serving with the current settings.` }
}

function nameOf({ host, pid }: ServingProcess): string {
  return `Process ${pid} on ${host}`
}
