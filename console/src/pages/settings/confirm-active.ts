import { callApi } from '../../api/client.ts'
import type { Process } from '../../api/shapes.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { clearWarning, showWarning, type Toast } from '../../kit/toast.tsx'

const patienceMilliseconds = 5_000
const pauseMilliseconds = 250
const renewalSeconds = 10
const warning = 'processes-behind'

/** Adds to the message about a change, as soon as that is known, that every process acts on it; or says which do not. */
export async function confirmActive(toast: Toast): Promise<void> {
  clearWarning(warning)
  const processes = await readUntilCurrent().catch(() => undefined)
  if (!processes) return toast.add(t('settings.active_unknown'))

  const behind = processes.filter((process) => !process.is_current)
  if (behind.length === 0) return toast.add(t('settings.active', { count: processes.length }))
  const current = processes.length - behind.length
  const text = [
    t('settings.active_partly', { current, count: processes.length }),
    ...behind.map(reasonOf),
  ]
  showWarning(warning, t('settings.active_partly_title'), text.join(' '))
}

/** The processes as soon as all have the change, or as they were last when patience ends. */
async function readUntilCurrent(): Promise<readonly Process[]> {
  const endsAt = performance.now() + patienceMilliseconds
  const signal = AbortSignal.timeout(2 * patienceMilliseconds)
  let latest: readonly Process[] | undefined
  for (;;) {
    try {
      latest = (await callApi('GET', 'processes/', { signal })).results
    } catch (error) {
      // A slow last answer does not undo what the one before it said.
      if (latest) return latest
      throw error
    }
    if (latest.every((process) => process.is_current) || performance.now() > endsAt) return latest
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds))
  }
}

function reasonOf({ host, pid, unseen_seconds: seconds }: Process): string {
  const name = { process: String(pid), host }
  return seconds > renewalSeconds
    ? t('settings.process_silent', { ...name, time: formatDuration(seconds) })
    : t('settings.process_behind', name)
}
