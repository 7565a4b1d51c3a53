import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useId } from 'react'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../icon.tsx'

interface FilterBarProps {
  readonly search: ReactNode
  readonly children: ReactNode
  readonly actions?: ReactNode
  /** How many filters are set, shown while they are folded away. */
  readonly count: number
  readonly onClear: () => void
}

/** The search, and the filters that unfold below it; in a narrow window the actions do too. */
export function FilterBar({ search, children, actions, count, onClear }: FilterBarProps) {
  const [isOpen, { toggle }] = useDisclosure(count > 0)
  const [hasActions, { toggle: toggleActions }] = useDisclosure(false)
  const id = useId()
  const actionsId = useId()

  return (
    <search className="lk-filters">
      <Group gap="xs" align="center">
        {search}
        <Button
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
          rightSection={<Icon name="chevron" size={14} />}
        >
          {count > 0 ? t('list.filters_set', { count }) : t('list.filters')}
        </Button>
        {count > 0 && <Button onClick={onClear}>{t('list.clear_filters')}</Button>}
        {actions && (
          <>
            <Button
              className="lk-narrow"
              aria-expanded={hasActions}
              aria-controls={actionsId}
              onClick={toggleActions}
              rightSection={<Icon name="chevron" size={14} />}
            >
              {t('list.more')}
            </Button>
            <div id={actionsId} className="lk-list-actions" data-open={hasActions}>
              {actions}
            </div>
          </>
        )}
      </Group>
      <div id={id} hidden={!isOpen} className="lk-filter-fields">
        {children}
      </div>
    </search>
  )
}
