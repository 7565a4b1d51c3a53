import { t } from '../../i18n/translate.ts'
import { TabLinks } from '../../kit/tabs.tsx'

export function SessionTabs({ current }: { readonly current: 'api' | 'console' }) {
  return (
    <TabLinks
      label={t('sessions.title')}
      tabs={[
        { to: '/sessions/', label: t('sessions.api'), isCurrent: current === 'api' },
        {
          to: '/sessions/console/',
          label: t('sessions.console'),
          isCurrent: current === 'console',
        },
      ]}
    />
  )
}
