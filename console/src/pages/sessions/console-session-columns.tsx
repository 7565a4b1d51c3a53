import { Badge, Button, Group } from '@mantine/core'
import { callApi } from '../../api/client.ts'
import type { ConsoleSession } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { LinkCell } from '../../kit/link-cell.tsx'
import { Moment } from '../../kit/moment.tsx'
import type { Column } from '../../kit/table/column.ts'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'

export function useConsoleSessionColumns(): readonly Column<ConsoleSession>[] {
  const can = useCan()
  return [
    {
      id: 'client',
      header: t('sessions.client'),
      isFixed: true,
      cell: (session) => <ClientCell session={session} />,
    },
    {
      id: 'user',
      header: t('sessions.user'),
      cell: ({ user }) =>
        can('users.view_user') ? (
          <LinkCell to={`/users/${user.id}/`}>{user.email}</LinkCell>
        ) : (
          user.email
        ),
    },
    {
      id: 'address',
      header: t('sessions.address'),
      cell: ({ address }) => address ?? '',
    },
    {
      id: 'started',
      header: t('sessions.started'),
      sort: 'id',
      cell: ({ created_at }) => <Moment at={created_at} />,
    },
    {
      id: 'used',
      header: t('sessions.last_used'),
      cell: ({ last_used_at }) => <Moment at={last_used_at} />,
    },
    {
      id: 'expires',
      header: t('sessions.expires'),
      isExtra: true,
      cell: ({ expires_at }) => <Moment at={expires_at} />,
    },
    {
      id: 'act',
      isAction: true,
      header: t('sessions.act'),
      cell: (session) => <EndButton session={session} />,
    },
  ]
}

function ClientCell({ session }: { readonly session: ConsoleSession }) {
  const mark = session.is_current ? 'sessions.this_browser' : 'sessions.yours'
  return (
    <Group gap={6} wrap="nowrap">
      <span className="lk-nowrap" title={session.user_agent ?? undefined}>
        {session.client || t('sessions.unknown_client')}
      </span>
      {session.is_own && <Badge className="lk-badge">{t(mark)}</Badge>}
    </Group>
  )
}

/** Not for the session in use: that is what logging out is for. */
function EndButton({ session }: { readonly session: ConsoleSession }) {
  const { id, client, user } = session
  const { run, isRunning } = useAct()
  const can = useCan()
  if (session.is_current || !can('sessions.revoke_session')) return undefined

  const end = () =>
    run(() => callApi('DELETE', `console-sessions/${id}/`), {
      done: () => t('sessions.revoked', { client, email: user.email }),
    })
  return (
    <Button
      size="compact-sm"
      loading={isRunning}
      aria-label={t('sessions.revoke_of', { client, email: user.email })}
      onClick={() => void end()}
    >
      {t('sessions.revoke')}
    </Button>
  )
}
