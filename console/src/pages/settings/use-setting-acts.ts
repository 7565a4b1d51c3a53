import { useState } from 'react'
import { callApi } from '../../api/client.ts'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { useAct } from '../../kit/use-act.ts'
import { confirmActive } from './confirm-active.ts'
import { type Conflict, conflictsIn, faultsIn, resetSetting, saveChanges } from './save-changes.ts'
import type { Change, DraftState } from './use-drafts.ts'

interface Conflicted {
  readonly conflicts: readonly Conflict[]
  readonly changes: readonly Change[]
  readonly comment: string
}

/** Saving, settling conflicts and resetting, with what they leave to do. */
export function useSettingActs(drafts: DraftState) {
  const { run, isRunning } = useAct()
  const [conflicted, setConflicted] = useState<Conflicted>()

  const save = (changes: readonly Change[], comment: string) =>
    run(() => saveChanges(changes, comment), {
      done: ({ results }) => t('settings.saved', { count: results.length }),
      onShown: (toast) => void confirmActive(toast),
      onError: (error) => {
        const conflicts = conflictsIn(error, changes)
        const faults = faultsIn(error, changes)
        if (conflicts.length > 0) setConflicted({ conflicts, changes, comment })
        for (const [key, fault] of Object.entries(faults)) drafts.setServerFault(key, fault)
        return conflicts.length + Object.keys(faults).length > 0
      },
    }).then((result) => drafts.forget(result?.results.map(({ key }) => key) ?? []))

  return {
    isRunning,
    conflicts: conflicted?.conflicts ?? [],
    save,
    postpone: () => setConflicted(undefined),
    /** Saves what was wanted besides, with those of the contested ones that are to hold. */
    settle(mine: readonly Change[], given: readonly string[]) {
      if (!conflicted) return
      const contested = [...given, ...mine.map(({ setting }) => setting.key)]
      const others = conflicted.changes.filter(({ setting }) => !contested.includes(setting.key))
      setConflicted(undefined)
      drafts.forget(given)
      const wanted = [...others, ...mine]
      return wanted.length > 0 ? save(wanted, conflicted.comment) : run(() => Promise.resolve())
    },
    reset(setting: Setting) {
      drafts.forget([setting.key])
      return run(() => resetSetting(setting), {
        done: () => t('settings.reset_done', { key: setting.key }),
        onShown: (toast) => void confirmActive(toast),
        undo: (reset) => revertChange(reset.last_change?.id ?? 0, reset.version),
      })
    },
  }
}

/** Takes one change of the history back. */
export function revertChange(id: number, version?: number): Promise<Setting> {
  return callApi('POST', `settings/history/${id}/revert/`, {
    body: version === undefined ? {} : { version },
  })
}
