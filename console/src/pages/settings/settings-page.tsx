import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import { t } from '../../i18n/translate.ts'
import { ApiRequest } from '../../kit/api-request.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { QueryStates } from '../../kit/query-states.tsx'
import { SettingsForm } from './settings-form.tsx'
import { SettingsTabs } from './settings-tabs.tsx'

/** What administrators change at run time. */
export function SettingsPage() {
  const settings = useQuery({
    queryKey: ['settings/'],
    queryFn: ({ signal }) => callApi('GET', 'settings/', { signal }),
  })

  return (
    <>
      <PageHeader
        title={t('settings.title')}
        lead={t('settings.lead')}
        actions={<ApiRequest path="settings/" />}
      />
      <SettingsTabs current="values" />
      <QueryStates query={settings} subject={t('settings.title')}>
        {(answer) => <SettingsForm settings={answer.results} groups={answer.groups} />}
      </QueryStates>
    </>
  )
}
