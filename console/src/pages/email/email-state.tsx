import { Text } from '@mantine/core'
import type { Email, EmailState } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { StatusBadge, type Tone } from '../../kit/status-badge.tsx'

const tones: Record<EmailState, Tone> = {
  due: 'warn',
  sent: 'ok',
  failed: 'fail',
  dropped: 'neutral',
  kept: 'neutral',
}

/** What became of an email, and why. */
export function EmailStateBadge({ email }: { readonly email: Email }) {
  const reason = reasonOf(email)
  return (
    <>
      <StatusBadge tone={tones[email.state]}>{t(`email_state.${email.state}`)}</StatusBadge>{' '}
      {reason && (
        <Text span size="xs" c="dimmed" className="lk-reason">
          {reason}
        </Text>
      )}
    </>
  )
}

function reasonOf({ state, last_error: error }: Email): string | null {
  if (state === 'dropped' || state === 'kept') return t(`email_state.${state}_why`)
  return state === 'sent' ? null : error
}
