import { Anchor, Button, Group, Text } from '@mantine/core'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { Icon } from '../../kit/icon.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { Section } from '../../kit/section.tsx'
import { useFilePicker } from '../../kit/use-file-picker.tsx'
import { useLeaveGuard } from '../../shell/leave-guard.ts'
import { base } from '../../state/base.ts'
import { ColumnMapping } from './column-mapping.tsx'
import { ImportOutcome } from './import-outcome.tsx'
import { ImportProgressBar } from './import-progress.tsx'
import type { ImportTotals } from './run-import.ts'
import { useImport } from './use-import.ts'

/** Users from a file: chosen, checked, imported, with what was left out and why. */
export function ImportPage() {
  const importing = useImport()
  const { file, totals, progress } = importing
  useLeaveGuard(progress?.isDryRun === false)
  const rows = file?.chunks.reduce((sum, chunk) => sum + chunk.rows, 0) ?? 0

  return (
    <>
      <PageHeader
        title={t('import.title')}
        lead={t('import.lead')}
        crumbs={[{ label: t('users.title'), to: '/users/' }]}
      />
      <Section title={t('import.file')}>
        <Group justify="space-between" gap="md">
          <div>
            <Text fw={600} className="lk-break">
              {file?.name ?? t('import.none')}
            </Text>
            <Text size="sm" c="dimmed">
              {t('import.none_text')}
            </Text>
            <Anchor
              href={`${base}/docs/guides/import-and-export-users/`}
              className="lk-target"
              size="sm"
            >
              {t('import.guide')}
            </Anchor>
          </div>
          <FileButton
            label={t(file ? 'import.other' : 'import.choose')}
            isBusy={progress !== undefined}
            isPrimary={!file}
            onChoose={(chosen) => void importing.choose(chosen)}
          />
        </Group>
      </Section>
      {progress && <ImportProgressBar progress={progress} onStop={importing.stop} />}
      {totals && (
        <>
          <ColumnMapping
            columns={totals.columns}
            mapping={importing.mapping}
            isBusy={progress !== undefined}
            onAssign={(column, field) => void importing.assign(column, field)}
          />
          <ImportOutcome
            totals={totals}
            rows={rows}
            actions={
              totals.isDryRun && (
                <ImportButton
                  totals={totals}
                  isBusy={progress !== undefined}
                  onImport={() => void importing.execute()}
                />
              )
            }
          />
        </>
      )}
    </>
  )
}

interface FileButtonProps {
  readonly label: string
  readonly isBusy: boolean
  readonly isPrimary: boolean
  readonly onChoose: (file: File) => void
}

function FileButton({ label, isBusy, isPrimary, onChoose }: FileButtonProps) {
  const picker = useFilePicker({
    label,
    accept: '.csv,.tsv,.jsonl,.ndjson,.txt,text/csv',
    onPick: onChoose,
  })
  return (
    <>
      {picker.field}
      <Button
        {...(isPrimary ? { variant: 'filled' } : {})}
        // Not disabled: it has the focus, which would be lost.
        {...(isBusy ? { 'data-disabled': true } : {})}
        onClick={() => !isBusy && picker.open()}
      >
        {label}
      </Button>
    </>
  )
}

interface ImportButtonProps {
  readonly totals: ImportTotals
  readonly isBusy: boolean
  readonly onImport: () => void
}

function ImportButton({ totals, isBusy, onImport }: ImportButtonProps) {
  const { created, updated, failed } = totals
  const count = created + updated
  if (count === 0) return <Text c="dimmed">{t('import.nothing')}</Text>

  const ask = async () => {
    const confirmed = await confirm({
      title: t('import.confirm_title', { count }),
      consequence: t('import.confirm_text', { created, updated, failed }),
      action: t('import.act', { count }),
      isHarmless: true,
    })
    if (confirmed) onImport()
  }
  return (
    <Button
      variant="filled"
      loading={isBusy}
      leftSection={<Icon name="plus" size={16} />}
      onClick={() => void ask()}
    >
      {t('import.act', { count })}
    </Button>
  )
}
