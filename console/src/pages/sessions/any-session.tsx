import { Button } from '@mantine/core'
import type { ConsoleSession, Session } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { LinkCell } from '../../kit/link-cell.tsx'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'

// What the lists of sessions, of applications and of the console, have in common.
type AnySession = Session | ConsoleSession

export function useSharedColumns<Row extends AnySession>() {
  const can = useCan()
  return {
    user: {
      id: 'user',
      header: t('sessions.user'),
      cell: ({ user }) =>
        can('users.view_user') ? (
          <LinkCell to={`/users/${user.id}/`}>{user.email}</LinkCell>
        ) : (
          user.email
        ),
    },
    started: {
      id: 'started',
      header: t('sessions.started'),
      sort: 'id',
      cell: ({ created_at }) => <Timestamp at={created_at} />,
    },
    used: {
      id: 'used',
      header: t('sessions.last_used'),
      cell: ({ last_used_at }) => <Timestamp at={last_used_at} />,
    },
  } satisfies Record<string, Column<Row>>
}

interface EndButtonProps {
  readonly session: AnySession
  readonly end: () => Promise<unknown>
}

/** Absent for administrators who may not end sessions. */
export function EndButton({ session: { client, user }, end }: EndButtonProps) {
  const { run, isRunning } = useAct()
  if (!useCan()('sessions.revoke_session')) return undefined

  const name = { client, email: user.email }
  return (
    <Button
      size="compact-sm"
      loading={isRunning}
      aria-label={t('sessions.revoke_of', name)}
      onClick={() => void run(end, { done: () => t('sessions.revoked', name) })}
    >
      {t('sessions.revoke')}
    </Button>
  )
}
