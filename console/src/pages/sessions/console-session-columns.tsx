import { Badge, Group } from '@mantine/core'
import { callApi } from '../../api/client.ts'
import type { ConsoleSession } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { EndButton, useSharedColumns } from './any-session.tsx'

export function useConsoleSessionColumns(): readonly Column<ConsoleSession>[] {
  const shared = useSharedColumns<ConsoleSession>()
  return [
    {
      id: 'client',
      header: t('sessions.client'),
      isFixed: true,
      cell: (session) => <ClientCell session={session} />,
    },
    shared.user,
    {
      id: 'address',
      header: t('sessions.address'),
      cell: ({ address }) => address ?? '',
    },
    shared.started,
    shared.used,
    {
      id: 'expires',
      header: t('sessions.expires'),
      isExtra: true,
      cell: ({ expires_at }) => <Timestamp at={expires_at} />,
    },
    {
      id: 'act',
      isAction: true,
      header: t('sessions.act'),
      // Not for the session in use: that is what logging out is for.
      cell: (session) =>
        !session.is_current && (
          <EndButton
            session={session}
            end={() => callApi('DELETE', `console-sessions/${session.id}/`)}
          />
        ),
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
