import { Text } from '@mantine/core'
import type { BulkResult } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { type Confirmed, confirm } from '../../kit/confirm.tsx'
import { askDeactivation } from './ask-deactivation.tsx'
import type { BulkAction } from './bulk-acts.ts'
import { BulkFailures } from './bulk-failures.tsx'
import type { Deactivation } from './deactivation.ts'

type Answer = Confirmed & { readonly deactivation?: Deactivation }

/** Asks with the real numbers: how many it will be, and for whom it will be refused. */
export function askBulk(action: BulkAction, preview: BulkResult): Promise<Answer | undefined> {
  const title = t(`bulk.${action}.title`, { count: preview.changed })
  const question = {
    title,
    consequence: <Consequence action={action} preview={preview} />,
    action: title,
    ...(preview.includes_me ? { warning: t('bulk.with_you'), option: t('bulk.include_me') } : {}),
  }
  return action === 'deactivate' ? askDeactivation(question) : confirm(question)
}

interface ConsequenceProps {
  readonly action: BulkAction
  readonly preview: BulkResult
}

function Consequence({ action, preview: { changed, unchanged, failed } }: ConsequenceProps) {
  if (failed.length === 0) return t(`bulk.${action}.consequence`)
  const total = changed + unchanged + failed.length
  return (
    <>
      <Text size="sm" mb="sm">
        {t(`bulk.${action}.consequence`)}
      </Text>
      <Text size="sm" fw={600} mb="xs">
        {t('bulk.foreseen', { changed, total, count: failed.length })}
      </Text>
      <BulkFailures failed={failed} />
    </>
  )
}
