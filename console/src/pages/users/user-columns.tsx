import { Badge, Group } from '@mantine/core'
import type { User } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { LinkCell } from '../../kit/link-cell.tsx'
import { Clipped } from '../../kit/table/clipped.tsx'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { UserStateBadge } from '../../kit/user-state.tsx'
import { UserMenu } from '../user/user-menu.tsx'
import { roleOf } from './role-of.ts'

/** The columns of the users list; the ids are those of the export. */
export const userColumns: readonly Column<User>[] = [
  {
    id: 'email',
    header: t('users.email'),
    sort: 'email',
    isFixed: true,
    cell: (user) => (
      <Group gap={6} wrap="nowrap">
        <LinkCell to={`/users/${user.id}/`}>{user.email}</LinkCell>
        {user.is_me && <Badge className="lk-badge">{t('users.you')}</Badge>}
      </Group>
    ),
  },
  { id: 'id', header: t('users.id'), sort: 'id', isExtra: true, cell: (user) => user.id },
  {
    id: 'username',
    header: t('users.username'),
    sort: 'username',
    cell: (user) => <Clipped>{user.username ?? ''}</Clipped>,
  },
  { id: 'state', header: t('users.state'), cell: (user) => <UserStateBadge user={user} /> },
  {
    id: 'deactivation_reason',
    header: t('users.deactivation_reason'),
    isExtra: true,
    cell: (user) => <span className="lk-beneath">{user.deactivation_reason}</span>,
  },
  {
    id: 'deactivated_until',
    header: t('users.deactivated_until'),
    isExtra: true,
    cell: (user) => user.deactivated_until && <Timestamp at={user.deactivated_until} isExact />,
  },
  {
    id: 'email_verified_at',
    header: t('users.verified'),
    isExtra: true,
    cell: ({ email_verified_at: at }) => (at ? <Timestamp at={at} isShort /> : t('list.no')),
  },
  { id: 'role', header: t('users.role'), exports: ['is_staff', 'is_superuser'], cell: roleOf },
  {
    id: 'groups',
    header: t('users.groups'),
    cell: (user) => <Clipped>{user.groups.map(({ name }) => name).join(', ')}</Clipped>,
  },
  {
    id: 'created_at',
    header: t('users.created'),
    sort: 'created_at',
    cell: (user) => <Timestamp at={user.created_at} isShort />,
  },
  {
    id: 'last_login_at',
    header: t('users.last_login'),
    sort: 'last_login_at',
    cell: (user) => <Timestamp at={user.last_login_at} isShort />,
  },
  {
    id: 'active_sessions',
    header: t('users.sessions'),
    cell: (user) => formatNumber(user.active_sessions),
  },
  {
    id: 'act',
    isAction: true,
    header: t('user.actions'),
    exports: [],
    cell: (user) => <UserMenu user={user} isInRow />,
  },
]
