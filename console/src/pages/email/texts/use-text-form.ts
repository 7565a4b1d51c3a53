import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { ApiError } from '../../../api/api-error.ts'
import { callApi } from '../../../api/client.ts'
import type { EmailText } from '../../../api/shapes.ts'
import { t } from '../../../i18n/translate.ts'
import { clearWarning, showWarning } from '../../../kit/toast.tsx'
import { useAct } from '../../../kit/use-act.ts'

export interface TextDraft {
  readonly subject: string
  readonly body: string
}

export type TextIssues = Readonly<Record<string, readonly string[]>>

export type TextForm = ReturnType<typeof useTextForm>

const conflictWarning = 'email-text-conflict'

/** What is typed, against the version it was typed over. */
export function useTextForm(text: EmailText) {
  const [typed, setTyped] = useState<TextDraft>()
  const [version, setVersion] = useState<number>()
  const [issues, setIssues] = useState<TextIssues>({})
  const { run, isRunning } = useAct()
  const queries = useQueryClient()
  const path = `email-templates/${text.kind}/${text.locale}/` as const
  const draft = typed ?? { subject: text.subject, body: text.body }
  const isDirty = draft.subject !== text.subject || draft.body !== text.body

  const discard = useCallback(() => {
    setTyped(undefined)
    setVersion(undefined)
    setIssues({})
    clearWarning(conflictWarning)
  }, [])

  /** Shows what was saved at once: what is typed from now on is over it. */
  const settle = (saved: EmailText): EmailText => {
    queries.setQueryData([path], saved)
    discard()
    return saved
  }

  /** True when the page shows it itself. */
  const showIssue = (error: unknown): boolean => {
    if (!(error instanceof ApiError)) return false
    if (error.code === 'validation_failed') setIssues(error.fieldErrors)
    if (error.code === 'version_mismatch') {
      const { current } = error.versions as { readonly current: EmailText }
      setVersion(current.version)
      const name = current.changed_by ?? t('email.text_somebody')
      showWarning(conflictWarning, t('nav.email'), t('email.text_conflict', { name }))
    }
    return error.code === 'validation_failed' || error.code === 'version_mismatch'
  }

  return {
    draft,
    issues,
    setIssues,
    isDirty,
    isRunning,
    discard,
    set(changes: Partial<TextDraft>) {
      setVersion((seen) => seen ?? text.version)
      setTyped({ ...draft, ...changes })
    },
    save: () =>
      run(
        async () => {
          const body = { ...draft, version: version ?? text.version }
          settle(await callApi('PATCH', path, { body }))
        },
        { done: () => t('email.text_saved'), onError: showIssue },
      ),
    reset() {
      const { subject, body } = text
      return run(() => callApi('DELETE', path).then(settle), {
        done: () => t('email.text_reset_done'),
        undo: ({ version }) => callApi('PATCH', path, { body: { subject, body, version } }),
      })
    },
  }
}
