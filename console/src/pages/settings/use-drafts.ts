import { useCallback, useState } from 'react'
import type { Setting, SettingValue } from '../../api/shapes.ts'
import { type Drafts, readDraft } from './draft.ts'

export interface Change {
  readonly setting: Setting
  readonly value: SettingValue
}

/** What is typed but not saved, and what of it can be. */
export function useDrafts(settings: readonly Setting[]) {
  const [drafts, setDrafts] = useState<Drafts>({})
  const [serverFaults, setServerFaults] = useState<Readonly<Record<string, string>>>({})

  const touched = settings.flatMap((setting) => {
    const draft = drafts[setting.key]
    if (draft === undefined || setting.pinned_by) return []
    return [{ setting, ...readDraft(setting, draft) }]
  })
  const changes = touched.flatMap(({ setting, value }): Change[] =>
    value === undefined || value === setting.value ? [] : [{ setting, value }],
  )
  const readingFaults = touched.flatMap(({ setting, fault }) =>
    fault ? [[setting.key, fault]] : [],
  )

  const forget = useCallback((keys: readonly string[]) => {
    setDrafts((all) =>
      Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key))),
    )
    setServerFaults((all) =>
      Object.fromEntries(Object.entries(all).filter(([key]) => !keys.includes(key))),
    )
  }, [])

  return {
    drafts,
    changes,
    faults: { ...serverFaults, ...Object.fromEntries(readingFaults) } as Readonly<
      Record<string, string>
    >,
    hasUnreadable: readingFaults.length > 0,
    unsavedCount: changes.length + readingFaults.length,
    setDraft(key: string, draft: string | boolean) {
      forget([key])
      setDrafts((all) => ({ ...all, [key]: draft }))
    },
    setMany: (many: Drafts) => setDrafts((all) => ({ ...all, ...many })),
    setServerFault: (key: string, fault: string) =>
      setServerFaults((all) => ({ ...all, [key]: fault })),
    forget,
    discard() {
      setDrafts({})
      setServerFaults({})
    },
  }
}

export type DraftState = ReturnType<typeof useDrafts>
