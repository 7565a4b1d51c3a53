import { Badge, Button, Group } from '@mantine/core'
import type { Session } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { LinkCell } from '../../kit/link-cell.tsx'
import { Moment } from '../../kit/moment.tsx'
import type { Column } from '../../kit/table/column.ts'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'
import { revokeSession } from './session-calls.ts'
import { SessionStateBadge } from './session-state.tsx'

export function useSessionColumns(): readonly Column<Session>[] {
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
      id: 'state',
      header: t('sessions.state'),
      cell: (session) => <SessionStateBadge session={session} />,
    },
    {
      id: 'address',
      header: t('sessions.address'),
      cell: (session) => session.last_address ?? session.address ?? '',
    },
    {
      id: 'started',
      header: t('sessions.started'),
      sort: 'id',
      cell: (session) => <Moment at={session.created_at} />,
    },
    {
      id: 'used',
      header: t('sessions.last_used'),
      cell: (session) => <Moment at={session.last_used_at} />,
    },
    {
      id: 'expires',
      header: t('sessions.expires'),
      isExtra: true,
      // What has ended does not expire any more.
      cell: ({ state, expires_at }) => state === 'active' && <Moment at={expires_at} />,
    },
    {
      id: 'act',
      isAction: true,
      header: t('sessions.act'),
      cell: (session) => <RevokeButton session={session} />,
    },
  ]
}

function ClientCell({ session }: { readonly session: Session }) {
  return (
    <Group gap={6} wrap="nowrap">
      <span className="lk-nowrap" title={session.user_agent ?? undefined}>
        <LinkCell to={`/sessions/${session.id}/`}>
          {session.client || t('sessions.unknown_client')}
        </LinkCell>
      </span>
      {session.is_current && <Badge className="lk-badge">{t('sessions.this_browser')}</Badge>}
    </Group>
  )
}

export function RevokeButton({ session }: { readonly session: Session }) {
  const { run, isRunning } = useAct()
  const can = useCan()
  if (session.state !== 'active' || !can('sessions.revoke_session')) return undefined

  const revoke = () =>
    run(() => revokeSession(session), {
      done: ({ client, user }) => t('sessions.revoked', { client, email: user.email }),
    })
  return (
    <Button
      size="compact-sm"
      loading={isRunning}
      aria-label={t('sessions.revoke_of', { client: session.client, email: session.user.email })}
      onClick={() => void revoke()}
    >
      {t('sessions.revoke')}
    </Button>
  )
}
