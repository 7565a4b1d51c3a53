import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { ExportMenu } from '../../kit/list/export-menu.tsx'
import { FilterBar } from '../../kit/list/filter-bar.tsx'
import { FilterSelect } from '../../kit/list/filter-select.tsx'
import { ListView } from '../../kit/list/list-view.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { useList } from '../../kit/list/use-list.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { base } from '../../state/base.ts'
import { useHistoryColumns } from './history-columns.tsx'
import { SettingsTabs } from './settings-tabs.tsx'

const filters = ['key', 'actor'] as const

/** Every change of a setting: when, by whom, from what to what; and the way back. */
export function HistoryPage() {
  const list = useList('settings/history/', { filters })
  const settings = useSettingsByKey()
  const columns = useHistoryColumns(settings)
  const count = Object.values(list.filters).filter(Boolean).length

  return (
    <>
      <PageHeader
        title={t('history.title')}
        crumbs={[{ label: t('settings.title'), to: '/constance/config/' }]}
        actions={<ApiRequest path="settings/history/" query={list.query} />}
      />
      <SettingsTabs current="history" />
      <FilterBar
        count={count}
        onClear={list.clearFilters}
        search={
          <SearchField
            label={t('history.actor')}
            value={list.filters['actor']}
            onSearch={(actor) => list.setFilters({ actor }, true)}
          />
        }
        actions={
          <ExportMenu
            path="settings/history/export"
            query={list.matching}
            count={list.answer.data?.count}
          />
        }
      >
        <FilterSelect
          label={t('history.key')}
          value={list.filters['key']}
          options={[...settings.keys()].map((key) => ({ value: key, label: key }))}
          onChange={(key) => list.setFilters({ key })}
        />
      </FilterBar>
      <ListView
        list={list}
        caption={t('history.changes')}
        columns={columns}
        idOf={({ id }) => id}
        labelOf={({ key }) => key}
        empty={
          <EmptyState
            title={t('history.empty')}
            text={t('history.empty_text')}
            action={
              <Button component="a" href={`${base}/admin/constance/config/`}>
                {t('settings.title')}
              </Button>
            }
          />
        }
      />
    </>
  )
}

function useSettingsByKey(): ReadonlyMap<string, Setting> {
  const { data } = useQuery({
    queryKey: ['settings/'],
    queryFn: ({ signal }) => callApi('GET', 'settings/', { signal }),
  })
  return new Map(data?.results.map((setting) => [setting.key, setting]))
}
