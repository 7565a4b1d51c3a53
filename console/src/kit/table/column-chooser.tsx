import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text } from '@mantine/core'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../icon.tsx'
import type { Column } from './column.ts'

interface ColumnChooserProps<Row> {
  readonly all: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
  readonly onChoose: (ids: readonly string[]) => void
  readonly onReset: () => void
}

/** Which columns a table shows, and their order. */
export function ColumnChooser<Row>({ all, shown, onChoose, onReset }: ColumnChooserProps<Row>) {
  const shownIds = shown.map(({ id }) => id)
  const ordered = [...shown, ...all.filter(({ id }) => !shownIds.includes(id))]
  const toggle = (id: string) =>
    onChoose(shownIds.includes(id) ? shownIds.filter((other) => other !== id) : [...shownIds, id])

  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button leftSection={<Icon name="columns" size={16} />}>{t('table.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')}>
        <Stack gap={6}>
          <Text size="xs" c="dimmed">
            {t('table.columns_help')}
          </Text>
          {ordered.map((column) => (
            <Group key={column.id} justify="space-between" wrap="nowrap" gap="lg">
              <Checkbox
                label={column.header}
                checked={shownIds.includes(column.id)}
                disabled={column.isFixed ?? false}
                onChange={() => toggle(column.id)}
              />
              <MoveUp column={column} shownIds={shownIds} onChoose={onChoose} />
            </Group>
          ))}
          <Button onClick={onReset}>{t('table.columns_reset')}</Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface MoveUpProps<Row> {
  readonly column: Column<Row>
  readonly shownIds: readonly string[]
  readonly onChoose: (ids: readonly string[]) => void
}

function MoveUp<Row>({ column, shownIds, onChoose }: MoveUpProps<Row>) {
  const place = shownIds.indexOf(column.id)
  if (place < 1) return undefined
  const moved = shownIds.toSpliced(place, 1).toSpliced(place - 1, 0, column.id)

  return (
    <ActionIcon
      size="md"
      aria-label={t('table.move_up', { column: column.header })}
      onClick={() => onChoose(moved)}
    >
      <Icon name="up" size={16} />
    </ActionIcon>
  )
}
