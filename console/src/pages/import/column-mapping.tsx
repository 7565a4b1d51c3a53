import { Code, NativeSelect } from '@mantine/core'
import { t } from '../../i18n/translate.ts'
import { Section } from '../../kit/section.tsx'
import { DataTable } from '../../kit/table/data-table.tsx'
import type { ImportTotals } from './run-import.ts'

interface ColumnMappingProps {
  readonly columns: ImportTotals['columns']
  readonly mapping: Readonly<Record<string, string>>
  readonly isBusy: boolean
  readonly onAssign: (column: string, field: string) => void
}

const fields = [
  'email',
  'username',
  'state',
  'is_active',
  'is_staff',
  'is_superuser',
  'groups',
  'password_hash',
]

/** What each column of the file is; those whose name says it need no choice. */
export function ColumnMapping({ columns, mapping, isBusy, onAssign }: ColumnMappingProps) {
  const choices = [
    { value: '', label: t('import.aside') },
    ...fields.map((field) => ({ value: field, label: field })),
  ]
  return (
    <Section title={t('import.columns')}>
      <DataTable
        caption={t('import.columns')}
        rows={columns}
        idOf={({ name }) => name}
        columns={[
          {
            id: 'name',
            header: t('import.column'),
            cell: ({ name }) => <span className="lk-break">{name}</span>,
          },
          {
            id: 'sample',
            header: t('import.sample'),
            cell: ({ sample }) => <span className="lk-break">{sample}</span>,
          },
          {
            id: 'field',
            header: t('import.field'),
            cell: ({ name, field }) =>
              field === null ? (
                <NativeSelect
                  aria-label={t('import.field_of', { name })}
                  data={choices}
                  value={mapping[name] ?? ''}
                  disabled={isBusy}
                  onChange={(event) => onAssign(name, event.currentTarget.value)}
                />
              ) : (
                <Code>{field}</Code>
              ),
          },
        ]}
      />
    </Section>
  )
}
