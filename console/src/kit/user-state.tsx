import { Text } from '@mantine/core'
import type { User } from '../api/shapes.ts'
import { t } from '../i18n/translate.ts'
import { StatusBadge } from './status-badge.tsx'
import { Timestamp } from './timestamp.tsx'

/** Whether a user can log in, and if not, why. */
export function UserStateBadge({ user }: { readonly user: User }) {
  if (user.state === 'deleted') {
    return (
      <>
        <StatusBadge tone="fail">{t('user_state.deleted')}</StatusBadge>{' '}
        {user.purge_after && (
          <Text span size="xs" c="dimmed" className="lk-beneath">
            {t('user_state.purged')} <Timestamp at={user.purge_after} />
          </Text>
        )}
      </>
    )
  }
  if (user.state === 'deactivated') {
    return (
      <>
        <StatusBadge tone="warn">{t('user_state.deactivated')}</StatusBadge>{' '}
        {user.deactivated_until && (
          <Text span size="xs" c="dimmed" className="lk-beneath">
            {t('user_state.ends')} <Timestamp at={user.deactivated_until} />
          </Text>
        )}
        {user.deactivation_reason && (
          <Text span size="xs" c="dimmed" className="lk-beneath" title={user.deactivation_reason}>
            {user.deactivation_reason}
          </Text>
        )}
      </>
    )
  }
  if (!user.locked_until) return <StatusBadge tone="ok">{t('user_state.active')}</StatusBadge>
  return (
    <>
      <StatusBadge tone="warn">{t('user_state.locked')}</StatusBadge>{' '}
      <Text span size="xs" c="dimmed" className="lk-beneath">
        {t('user_state.ends')} <Timestamp at={user.locked_until} />
      </Text>
    </>
  )
}
