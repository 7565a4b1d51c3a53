import { Stack, Text } from '@mantine/core'
import type { BulkResult } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { openDialog } from '../../kit/open-dialog.tsx'

/** "38 of 40 done, 2 failed", with the list. */
export function showBulkFailures(result: BulkResult): void {
  const total = result.changed + result.unchanged + result.failed.length
  openDialog({
    title: t('bulk.partly', { done: result.changed, total, count: result.failed.length }),
    children: <BulkFailures failed={result.failed} />,
  })
}

/** For whom it is refused, and why. */
export function BulkFailures({ failed }: Pick<BulkResult, 'failed'>) {
  return (
    <Stack component="ul" className="lk-list lk-failures" tabIndex={0}>
      {failed.map(({ id, email, message }) => (
        <li key={id}>
          <Text fw={600} className="lk-break">
            {email}
          </Text>
          <Text size="sm">{message}</Text>
        </li>
      ))}
    </Stack>
  )
}
