import { Button, Group, Stack, Text } from '@mantine/core'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Section } from '../../kit/section.tsx'
import { useCan } from '../../state/use-me.ts'
import { ActivationButtons } from './activation-buttons.tsx'
import { useDangerActs } from './use-danger-acts.ts'

const changePermissions = ['users.change_user', 'sessions.revoke_session', 'users.delete_user']

/** What hurts, at the end of the page. */
export function DangerZone({ user }: { readonly user: UserDetail }) {
  const can = useCan()
  const { revoke, remove, purge } = useDangerActs(user)

  if (user.state === 'deleted') {
    if (!can('users.delete_user')) return undefined
    return (
      <Section title={t('danger.title')} isDangerous>
        <Group>
          <Button color="red.9" variant="filled" onClick={() => void purge()}>
            {t('danger.purge')}
          </Button>
        </Group>
      </Section>
    )
  }
  if (!changePermissions.some(can)) return undefined
  return (
    <Section title={t('danger.title')} isDangerous>
      <Stack>
        {user.is_last_superuser && <Text size="sm">{t('danger.last_superuser')}</Text>}
        <Group>
          {can('users.change_user') && <ActivationButtons user={user} />}
          {can('sessions.revoke_session') && (
            <Button onClick={() => void revoke()}>{t('danger.revoke')}</Button>
          )}
          {can('users.delete_user') && (
            <Button
              variant="filled"
              color="red.9"
              disabled={user.is_last_superuser}
              onClick={() => void remove()}
            >
              {t('danger.delete')}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  )
}
