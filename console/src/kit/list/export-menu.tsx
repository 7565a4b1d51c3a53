import { Button, Menu } from '@mantine/core'
import { apiUrl } from '../../api/client.ts'
import type { Query } from '../../api/query.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../icon.tsx'

interface ExportMenuProps {
  readonly path: string
  /** The filters and columns of what is on the screen, or the rows that are ticked. */
  readonly query: Query
  /** How many rows it will have, as far as the list knows. */
  readonly count?: number | undefined
  /** Only the rows that are ticked. */
  readonly isSelection?: boolean
}

/** The filtered list, or the selection, as a file; the server streams all of it. */
export function ExportMenu({ path, query, count, isSelection = false }: ExportMenuProps) {
  const formats = [
    { label: t('export.csv'), query: { format: 'csv' } },
    { label: t('export.excel'), query: { format: 'csv', excel: true } },
    { label: t('export.jsonl'), query: { format: 'jsonl' } },
  ]

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Icon name="download" size={16} />}>
          {isSelection ? t('export.selected', { count: count ?? 0 }) : t('export.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {count !== undefined && <Menu.Label>{t('export.rows', { count })}</Menu.Label>}
        {formats.map(({ label, query: format }) => (
          <Menu.Item
            key={label}
            component="a"
            href={apiUrl(path, { ...query, ...format })}
            download
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
