import { t } from '../../i18n/translate.ts'
import { TabLinks } from '../../kit/tabs.tsx'

export function SettingsTabs({ current }: { readonly current: 'values' | 'history' }) {
  return (
    <TabLinks
      label={t('settings.title')}
      tabs={[
        { to: '/constance/config/', label: t('settings.values'), isCurrent: current === 'values' },
        {
          to: '/constance/config/history/',
          label: t('settings.history'),
          isCurrent: current === 'history',
        },
      ]}
    />
  )
}
