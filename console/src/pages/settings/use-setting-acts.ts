import { useState } from 'react'
import { callApi } from '../../api/client.ts'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { showDone } from '../../kit/toast.tsx'
import { useAct } from '../../kit/use-act.ts'
import { confirmActive } from './confirm-active.ts'
import { type Conflict, resetSetting, saveChanges } from './save-changes.ts'
import type { Change, DraftState } from './use-drafts.ts'

/** Saving, settling conflicts and resetting, with what they leave to do. */
export function useSettingActs(drafts: DraftState) {
  const { run, isRunning } = useAct()
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])

  const save = (changes: readonly Change[], comment: string) =>
    run(async () => {
      const result = await saveChanges(changes, comment)
      setConflicts(result.conflicts)
      drafts.forget(result.saved.map(({ key }) => key))
      for (const { change, fault } of result.failed)
        drafts.setServerFault(change.setting.key, fault)
      if (result.saved.length > 0)
        void confirmActive(showDone(savedMessage(result.saved.length, changes.length)))
      return result
    })

  return {
    isRunning,
    conflicts,
    save,
    postpone: () => setConflicts([]),
    settle(mine: readonly Change[], given: readonly string[]) {
      setConflicts([])
      drafts.forget(given)
      return mine.length > 0 ? save(mine, '') : run(() => Promise.resolve())
    },
    reset(setting: Setting) {
      drafts.forget([setting.key])
      return run(() => resetSetting(setting), {
        done: () => t('settings.reset_done', { key: setting.key }),
        onShown: (toast) => void confirmActive(toast),
        undo: (reset) => revertChange(reset.last_change?.id, reset.version),
      })
    },
  }
}

/** Takes one change of the history back. */
export function revertChange(id: number | undefined, version?: number): Promise<Setting> {
  return callApi<Setting>('POST', `settings/history/${id}/revert/`, {
    body: version === undefined ? {} : { version },
  })
}

function savedMessage(saved: number, wanted: number): string {
  return saved === wanted
    ? t('settings.saved', { count: saved })
    : t('settings.partly_saved', { saved, wanted })
}
