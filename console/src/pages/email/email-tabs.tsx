import { t } from '../../i18n/translate.ts'
import { TabLinks } from '../../kit/tabs.tsx'

export function EmailTabs({ current }: { readonly current: 'outbox' | 'texts' | 'server' }) {
  return (
    <TabLinks
      label={t('nav.email')}
      tabs={[
        { to: '/email/', label: t('email.outbox'), isCurrent: current === 'outbox' },
        { to: '/email/texts/', label: t('email.texts'), isCurrent: current === 'texts' },
        { to: '/email/server/', label: t('email.server'), isCurrent: current === 'server' },
      ]}
    />
  )
}
