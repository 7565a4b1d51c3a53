import { Code, Group } from '@mantine/core'
import type { KeyState, SigningKey } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { StatusBadge, type Tone } from '../../kit/status-badge.tsx'
import type { Column } from '../../kit/table/column.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useCan } from '../../state/use-me.ts'
import { RevokeKeyButton } from './revoke-key-button.tsx'

const tones: Record<KeyState, Tone> = {
  next: 'warn',
  current: 'ok',
  previous: 'neutral',
  retired: 'neutral',
  revoked: 'fail',
}

export function useKeyColumns(keys: readonly SigningKey[]): readonly Column<SigningKey>[] {
  const mayRevoke = useCan()('keys.revoke_key')
  const isOnlyKey = keys.filter(({ state }) => state === 'current' || state === 'next').length < 2

  return [
    {
      id: 'kid',
      header: t('keys.kid'),
      cell: ({ kid }) => (
        <Group gap={4} wrap="nowrap">
          <Code title={kid}>{kid.length > 16 ? `${kid.slice(0, 16)}…` : kid}</Code>
          <CopyButton text={kid} label={t('keys.copy_kid')} />
        </Group>
      ),
    },
    {
      id: 'state',
      header: t('keys.state'),
      cell: ({ state }) => <StatusBadge tone={tones[state]}>{t(`key_state.${state}`)}</StatusBadge>,
    },
    { id: 'algorithm', header: t('keys.algorithm'), cell: ({ algorithm }) => algorithm },
    { id: 'created', header: t('keys.created'), cell: (key) => <Timestamp at={key.created_at} /> },
    {
      id: 'activates',
      header: t('keys.activates'),
      cell: (key) => <Timestamp at={key.activates_at} />,
    },
    {
      id: 'retires',
      header: t('keys.retires'),
      cell: (key) => <Timestamp at={key.revoked_at ?? key.retires_at} absent="" />,
    },
    {
      id: 'act',
      isAction: true,
      header: t('keys.act'),
      cell: (key) =>
        mayRevoke &&
        key.state !== 'retired' &&
        key.state !== 'revoked' && (
          <RevokeKeyButton signingKey={key} isOnlyKey={isOnlyKey && key.state === 'current'} />
        ),
    },
  ]
}
