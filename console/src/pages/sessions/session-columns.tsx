import { Badge, Group } from '@mantine/core'
import type { Session } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { LinkCell } from '../../kit/link-cell.tsx'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { EndButton, useSharedColumns } from './any-session.tsx'
import { revokeSession } from './session-calls.ts'
import { SessionStateBadge } from './session-state.tsx'

export function useSessionColumns(): readonly Column<Session>[] {
  const shared = useSharedColumns<Session>()
  return [
    {
      id: 'client',
      header: t('sessions.client'),
      isFixed: true,
      cell: (session) => <ClientCell session={session} />,
    },
    shared.user,
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
    shared.started,
    shared.used,
    {
      id: 'expires',
      header: t('sessions.expires'),
      isExtra: true,
      // What has ended does not expire any more.
      cell: ({ state, expires_at }) => state === 'active' && <Timestamp at={expires_at} />,
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
  if (session.state !== 'active') return undefined
  return <EndButton session={session} end={() => revokeSession(session)} />
}
