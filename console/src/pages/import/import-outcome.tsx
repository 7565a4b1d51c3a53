import { Button, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ImportFailure } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Facts } from '../../kit/facts.tsx'
import { Icon } from '../../kit/icon.tsx'
import { saveFile } from '../../kit/save-file.ts'
import { Section } from '../../kit/section.tsx'
import { DataTable } from '../../kit/table/data-table.tsx'
import { failuresFile, valueText } from './failures-file.ts'
import type { ImportTotals } from './run-import.ts'

interface ImportOutcomeProps {
  readonly totals: ImportTotals
  /** Rows of the file. */
  readonly rows: number
  readonly actions: ReactNode
}

const failuresShown = 100

const counts = ['total', 'created', 'updated', 'unchanged', 'failed'] as const
const planned = {
  total: 'total',
  created: 'to_create',
  updated: 'to_update',
  unchanged: 'unchanged',
  failed: 'to_skip',
} as const

/** What became of the rows, or would. */
export function ImportOutcome({ totals, rows, actions }: ImportOutcomeProps) {
  const { failures, isDryRun } = totals
  return (
    <>
      <Section title={t(isDryRun ? 'import.planned' : 'import.done')} actions={actions}>
        {totals.total < rows && (
          <Text mb="sm" c="var(--lk-warn)" fw={600}>
            {t('import.stopped', { done: totals.total, total: rows })}
          </Text>
        )}
        <Facts
          facts={counts.map((name) => ({
            term: t(`import.${isDryRun ? planned[name] : name}`),
            value: formatNumber(totals[name]),
          }))}
        />
      </Section>
      {failures.length > 0 && <Failures failures={failures} />}
    </>
  )
}

function Failures({ failures }: { readonly failures: readonly ImportFailure[] }) {
  const shown = failures.slice(0, failuresShown).map((failure, index) => ({ ...failure, index }))
  return (
    <Section
      title={t('import.failures')}
      actions={
        <Button
          leftSection={<Icon name="download" size={16} />}
          onClick={() => saveFile('import-errors.csv', failuresFile(failures))}
        >
          {t('import.download')}
        </Button>
      }
    >
      {shown.length < failures.length && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('import.failures_shown', { shown: shown.length, count: failures.length })}
        </Text>
      )}
      <DataTable
        caption={t('import.failures')}
        rows={shown}
        idOf={({ index }) => index}
        columns={[
          { id: 'row', header: t('import.row'), cell: ({ row }) => row },
          { id: 'column', header: t('import.column'), cell: ({ column }) => column ?? '' },
          {
            id: 'value',
            header: t('import.value'),
            cell: ({ value }) => <span className="lk-break">{valueText(value)}</span>,
          },
          { id: 'reason', header: t('import.reason'), cell: ({ reason }) => reason },
        ]}
      />
    </Section>
  )
}
