import { Checkbox, Group } from '@mantine/core'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { FilterSelect } from '../../kit/list/filter-select.tsx'
import { SearchField } from '../../kit/list/search-field.tsx'
import { useUrlState } from '../../state/use-url-state.ts'

/** Which settings are shown: by words, by group, only those that differ from their default. */
export function useSettingsFilter(settings: readonly Setting[]): readonly Setting[] {
  const [{ q = '', group, modified }] = useUrlState()
  const wanted = q.toLocaleLowerCase()
  return settings
    .filter((setting) => !group || setting.group === group)
    .filter((setting) => !modified || setting.is_modified)
    .filter(({ key, label, help }) =>
      `${key} ${label} ${help}`.toLocaleLowerCase().includes(wanted),
    )
}

export function SettingsFilters({ groups }: { readonly groups: readonly string[] }) {
  const [{ q, group, modified }, change] = useUrlState()
  return (
    <Group align="flex-end" gap="sm" className="lk-grow">
      <SearchField
        label={t('settings.search')}
        value={q}
        onSearch={(text) => change({ q: text }, { replace: true })}
      />
      <FilterSelect
        label={t('settings.group')}
        value={group}
        anyLabel={t('settings.all_groups')}
        options={groups.map((name) => ({ value: name, label: name }))}
        onChange={(value) => change({ group: value })}
      />
      <Checkbox
        mb={6}
        label={t('settings.modified_only')}
        checked={modified === 'true'}
        onChange={(event) => change({ modified: event.currentTarget.checked ? 'true' : undefined })}
      />
    </Group>
  )
}
