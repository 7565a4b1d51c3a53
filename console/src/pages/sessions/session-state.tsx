import { Text } from '@mantine/core'
import type { Session, SessionState } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { StatusBadge, type Tone } from '../../kit/status-badge.tsx'

const tones: Record<SessionState, Tone> = {
  active: 'ok',
  expired: 'neutral',
  ended: 'neutral',
  reused: 'fail',
}

/** Whether a session lives, and if not, who or what ended it. */
export function SessionStateBadge({ session }: { readonly session: Session }) {
  const reason = reasonOf(session)
  return (
    <>
      <StatusBadge tone={tones[session.state]}>{t(`session_state.${session.state}`)}</StatusBadge>{' '}
      {reason && (
        <Text span size="xs" c="dimmed" className="lk-beneath" title={reason}>
          {reason}
        </Text>
      )}
    </>
  )
}

const reasons = {
  logout: t('end_reason.logout'),
  password_changed: t('end_reason.password_changed'),
  email_changed: t('end_reason.email_changed'),
  user_deactivated: t('end_reason.user_deactivated'),
  user_deleted: t('end_reason.user_deleted'),
  revoked: t('end_reason.revoked'),
  session_limit: t('end_reason.session_limit'),
} as const

/** Why it ended and by whom, where the state does not say it already. */
export function reasonOf({ state, end_reason: reason, ended_by: by }: Session): string | undefined {
  if (state !== 'ended' || reason === null) return undefined
  const text = (reasons as Readonly<Record<string, string>>)[reason] ?? reason
  return by && reason !== 'logout' ? t('end_reason.by', { reason: text, by }) : text
}
