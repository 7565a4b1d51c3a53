import { Button, Group, Text } from '@mantine/core'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { List } from './use-list.ts'

/** How many there are, and the way to the next page. */
export function Pager<Row>({ list }: { readonly list: List<Row> }) {
  const page = list.answer.data
  if (!page) return undefined

  return (
    <Group justify="space-between" className="lk-pager">
      <Group gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {page.count_is_exact
            ? t('pager.count', { count: page.count })
            : t('pager.more_than', { number: formatNumber(page.count) })}
        </Text>
        {!page.count_is_exact && (
          <Button size="compact-sm" onClick={list.countExactly}>
            {t('pager.count_exactly')}
          </Button>
        )}
      </Group>
      {(list.goNext || !list.isFirstPage) && (
        <Group gap="xs" component="nav" aria-label={t('pager.pages')}>
          <Button disabled={list.isFirstPage} onClick={list.goFirst}>
            {t('pager.first')}
          </Button>
          {list.goPrevious && <Button onClick={list.goPrevious}>{t('pager.previous')}</Button>}
          <Button disabled={!list.goNext} onClick={list.goNext}>
            {t('pager.next')}
          </Button>
        </Group>
      )}
    </Group>
  )
}
