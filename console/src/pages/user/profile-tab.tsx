import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Facts } from '../../kit/facts.tsx'
import { Section } from '../../kit/section.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useLeaveGuard } from '../../shell/leave-guard.ts'
import { useSaveKey } from '../../shell/shortcuts/use-save-key.ts'
import { useCan, useMe } from '../../state/use-me.ts'
import { roleOf } from '../users/role-of.ts'
import { ProfileConflict } from './profile-conflict.tsx'
import { useProfileForm } from './use-profile-form.ts'

export function ProfileTab({ user }: { readonly user: UserDetail }) {
  const mayChange = useCan()('users.change_user') && user.state !== 'deleted'
  const form = useProfileForm(user)
  useLeaveGuard(form.isDirty)
  useSaveKey(form.isDirty ? () => void form.save() : undefined)

  return (
    <Section title={t('user.profile')}>
      {mayChange ? <ProfileForm user={user} form={form} /> : <ProfileFacts user={user} />}
      <Facts
        facts={[
          { term: t('users.created'), value: <Timestamp at={user.created_at} /> },
          { term: t('user.updated'), value: <Timestamp at={user.updated_at} /> },
          { term: t('users.last_login'), value: <Timestamp at={user.last_login_at} /> },
        ]}
      />
      {form.theirs && (
        <ProfileConflict
          base={form.base}
          mine={form.mine}
          theirs={form.theirs}
          onCancel={form.postpone}
          onSettle={form.settle}
        />
      )}
    </Section>
  )
}

interface ProfileFormProps {
  readonly user: UserDetail
  readonly form: ReturnType<typeof useProfileForm>
}

function ProfileForm({ user, form }: ProfileFormProps) {
  const { is_superuser: mayMakeSuperusers } = useMe()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <Stack maw={480} mb="lg">
        <TextInput
          label={t('users.email')}
          type="email"
          autoComplete="off"
          value={form.fields.email}
          error={form.faultOf('email')}
          onChange={(event) => form.set({ email: event.currentTarget.value })}
        />
        <TextInput
          label={t('users.username')}
          autoComplete="off"
          value={form.fields.username}
          error={form.faultOf('username')}
          onChange={(event) => form.set({ username: event.currentTarget.value })}
        />
        <Checkbox
          label={t('users.staff')}
          description={t('users.staff_help')}
          checked={form.fields.is_staff}
          error={form.faultOf('is_staff')}
          onChange={(event) => form.set({ is_staff: event.currentTarget.checked })}
        />
        <Checkbox
          label={t('users.superuser')}
          description={
            user.is_last_superuser ? t('danger.last_superuser') : t('users.superuser_help')
          }
          disabled={!mayMakeSuperusers || user.is_last_superuser}
          checked={form.fields.is_superuser}
          error={form.faultOf('is_superuser')}
          onChange={(event) => form.set({ is_superuser: event.currentTarget.checked })}
        />
        <Group>
          <Button type="submit" variant="filled" disabled={!form.isDirty} loading={form.isRunning}>
            {t('action.save')}
          </Button>
          {form.isDirty && <Button onClick={form.discard}>{t('action.discard')}</Button>}
        </Group>
      </Stack>
    </form>
  )
}

/** The same as text, for people who cannot change it. */
function ProfileFacts({ user }: { readonly user: UserDetail }) {
  return (
    <Stack mb="lg">
      {user.state !== 'deleted' && <Text c="dimmed">{t('user.no_change_right')}</Text>}
      <Facts
        facts={[
          { term: t('users.email'), value: user.email },
          { term: t('users.username'), value: user.username ?? '' },
          { term: t('users.role'), value: roleOf(user) },
        ]}
      />
    </Stack>
  )
}
