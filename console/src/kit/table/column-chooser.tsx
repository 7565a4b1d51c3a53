import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text } from '@mantine/core'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../icon.tsx'
import type { Column } from './column.ts'
import type { Columns } from './use-columns.ts'
import { WidthField } from './width-field.tsx'

/** Which columns a table shows, their order and their widths. */
export function ColumnChooser<Row>({ columns }: { readonly columns: Columns<Row> }) {
  const { all, shown, choose, resize, reset } = columns
  const chosen = shown.filter(({ isAction }) => !isAction)
  const shownIds = chosen.map(({ id }) => id)
  const ordered: Column<Row>[] = [...chosen, ...all.filter(({ id }) => !shownIds.includes(id))]
  const toggle = (id: string) =>
    choose(shownIds.includes(id) ? shownIds.filter((other) => other !== id) : [...shownIds, id])

  return (
    <Popover position="bottom-end" width={352} trapFocus returnFocus>
      <Popover.Target>
        <Button leftSection={<Icon name="columns" size={16} />}>{t('table.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('table.columns')} className="lk-column-chooser">
        <Stack gap={6}>
          <Text size="xs" c="dimmed">
            {t('table.columns_help')}
          </Text>
          {ordered.map((column) => (
            <Group key={column.id} wrap="nowrap" gap="xs">
              <Checkbox
                className="lk-grow"
                label={column.header}
                checked={shownIds.includes(column.id)}
                disabled={column.isFixed ?? false}
                onChange={() => toggle(column.id)}
              />
              <MoveUp column={column} shownIds={shownIds} onChoose={choose} />
              {shownIds.includes(column.id) && (
                <WidthField {...column} onResize={(width) => resize(column.id, width)} />
              )}
            </Group>
          ))}
          <Button onClick={reset}>{t('table.columns_reset')}</Button>
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
