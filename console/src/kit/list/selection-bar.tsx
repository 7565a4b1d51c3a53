import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Page } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import type { Selection } from '../table/use-selection.ts'

interface SelectionBarProps {
  readonly selection: Selection
  readonly page: Page<unknown> | undefined
  /** What can be done with the selection. */
  readonly children: ReactNode
}

/** What is selected, the way to select all that the filter matches, and the acts on it. */
export function SelectionBar({ selection, page, children }: SelectionBarProps) {
  if (selection.ids.size === 0) return undefined
  const hasMore = page !== undefined && (page.next !== null || page.count > page.results.length)

  return (
    <Group className="lk-selection-bar" gap="xs" role="toolbar" aria-label={t('table.selection')}>
      <Text fw={600} size="sm">
        {selection.isAllMatching
          ? t('table.all_selected', { count: page?.count ?? 0 })
          : t('table.selected', { count: selection.ids.size })}
      </Text>
      {hasMore && !selection.isAllMatching && (
        <Button size="compact-sm" onClick={selection.selectAllMatching}>
          {t('table.select_all_matching', { count: page.count })}
        </Button>
      )}
      <Button size="compact-sm" onClick={selection.clear}>
        {t('table.clear_selection')}
      </Button>
      <Group gap="xs" ms="auto">
        {children}
      </Group>
    </Group>
  )
}
