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
  const reason = [session.end_reason?.replaceAll('_', ' '), session.ended_by]
    .filter(Boolean)
    .join(', ')
  return (
    <>
      <StatusBadge tone={tones[session.state]}>{t(`session_state.${session.state}`)}</StatusBadge>{' '}
      {reason && session.state !== 'active' && (
        <Text span size="xs" c="dimmed" className="lk-beneath" title={reason}>
          {reason}
        </Text>
      )}
    </>
  )
}
