import { Button } from '@mantine/core'
import type { RevokeResult, Session } from '../../api/shapes.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import type { List } from '../../kit/list/use-list.ts'
import type { Selection } from '../../kit/table/use-selection.ts'
import { showFailure } from '../../kit/toast.tsx'
import { useAct } from '../../kit/use-act.ts'
import { previewRevoke, runRevoke } from './session-calls.ts'

function consequenceOf({ users, skipped, access_token_lifetime_seconds: lifetime }: RevokeResult) {
  const ended = t('sessions.bulk_text', { count: users, time: formatDuration(lifetime) })
  return skipped === 0 ? ended : `${ended} ${t('sessions.bulk_skipped', { count: skipped })}`
}

interface BulkRevokeProps {
  readonly selection: Selection
  readonly list: List<Session>
}

/** Ends the selected sessions, after saying how many of how many people they are. */
export function BulkRevoke({ selection, list }: BulkRevokeProps) {
  const { run, isRunning } = useAct()

  const revoke = async () => {
    const ids = selection.isAllMatching ? ('all matching' as const) : [...selection.ids]
    const request = { ids, matching: list.matching }
    const preview = await previewRevoke(request).catch(showFailure)
    if (!preview) return

    const confirmed = await confirm({
      title: t('sessions.bulk_title', { count: preview.matched }),
      consequence: consequenceOf(preview),
      action: t('sessions.bulk_title', { count: preview.matched }),
      ...(preview.includes_current
        ? { warning: t('sessions.bulk_current'), option: t('sessions.bulk_include') }
        : {}),
    })
    if (!confirmed) return
    const options = { expectedCount: preview.matched, includeCurrent: confirmed.withOption }
    const result = await run(() => runRevoke(request, options), {
      done: ({ revoked }) => t('danger.revoked', { count: revoked }),
    })
    if (result) selection.clear()
  }

  return (
    <Button size="compact-sm" loading={isRunning} onClick={() => void revoke()}>
      {t('sessions.revoke')}
    </Button>
  )
}
