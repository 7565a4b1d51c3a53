import type { BulkResult, User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import type { List } from '../../kit/list/use-list.ts'
import type { Selection } from '../../kit/table/use-selection.ts'
import { showDone, showFailure } from '../../kit/toast.tsx'
import { useAct } from '../../kit/use-act.ts'
import { askBulk } from './ask-bulk.tsx'
import { type BulkAction, type BulkRequest, previewBulk, runBulk } from './bulk-acts.ts'
import { showBulkFailures } from './bulk-failures.tsx'

/** Does one thing to the selected users, after saying what it would do and asking. */
export function useBulkAct(selection: Selection, list: List<User>) {
  const { run, isRunning } = useAct()

  const perform = async (action: BulkAction, group?: number) => {
    const ids = selection.isAllMatching ? ('all matching' as const) : [...selection.ids]
    const asked = await prepare({ action, group, ids, matching: list.matching })
    const result = asked && (await run(() => runBulk(asked.request, asked.options)))
    if (!result) return
    selection.clear()
    const message = t(`bulk.${action}.done`, { count: result.changed })
    // Who was not ticked one by one cannot be named again: the filter shows them no longer.
    const canUndo = action === 'delete' && ids !== 'all matching'
    if (result.failed.length > 0) showBulkFailures(result)
    else showDone(message, canUndo ? () => void restore(ids) : undefined)
  }
  const restore = (ids: readonly number[]) =>
    run(
      () =>
        runBulk(
          { action: 'restore', ids, matching: {} },
          { expectedCount: ids.length, includeMe: false },
        ),
      { done: ({ changed }) => t('bulk.restore.done', { count: changed }) },
    )
  return { perform, isRunning }
}

/** What to send once people have agreed to it; undefined when there is nothing to do, or they think better of it. */
async function prepare(request: BulkRequest) {
  const preview = await previewBulk(request).catch(showFailure)
  if (!preview) return undefined
  if (preview.changed === 0 && !preview.includes_me) return sayNothingChanges(preview)

  const answer = await askBulk(request.action, preview)
  if (!answer) return undefined
  return {
    request: { ...request, ...answer.deactivation },
    options: { expectedCount: preview.matched, includeMe: answer.withOption },
  }
}

function sayNothingChanges(preview: BulkResult): undefined {
  if (preview.failed.length > 0) showBulkFailures(preview)
  else showDone(t('bulk.nothing'))
}
