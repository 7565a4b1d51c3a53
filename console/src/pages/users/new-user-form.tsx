import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { callApi } from '../../api/client.ts'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { useAct } from '../../kit/use-act.ts'
import { letLeave, useLeaveGuard } from '../../shell/leave-guard.ts'
import { useSaveKey } from '../../shell/shortcuts/use-save-key.ts'
import { useCan, useMe } from '../../state/use-me.ts'
import { useDelivery } from '../email/use-delivery.ts'
import { GroupChecklist } from '../groups/group-checklist.tsx'
import { PasswordField } from './password-field.tsx'

const nothing = {
  email: '',
  username: '',
  password: '',
  isStaff: false,
  isSuperuser: false,
  groups: [] as number[],
}

interface NewUserFormProps {
  readonly onCreated: (user: UserDetail) => void
  readonly onInvited: () => void
}

export function NewUserForm({ onCreated, onInvited }: NewUserFormProps) {
  const { is_superuser: mayMakeSuperusers } = useMe()
  const can = useCan()
  const mayGrant = can('users.change_user')
  const mayInvite = useDelivery(can('email.view_email')).data?.is_configured ?? false
  const [fields, setFields] = useState(nothing)
  const [faults, setFaults] = useState<Readonly<Record<string, readonly string[]>>>({})
  const { run, isRunning } = useAct()
  const set = (changes: Partial<typeof nothing>) => setFields((all) => ({ ...all, ...changes }))
  const faultOf = (name: string) => faults[name]?.join(' ')

  const onError = (error: unknown) => {
    if (!(error instanceof ApiError) || error.code !== 'validation_failed') return false
    setFaults(error.fieldErrors)
    return true
  }
  const create = async () => {
    setFaults({})
    const user = await run(() => callApi('POST', 'users/', { body: bodyOf(fields) }), {
      done: ({ email }) => t('new_user.done', { email }),
      onError,
    })
    if (!user) return
    letLeave()
    onCreated(user)
  }
  const invite = async () => {
    setFaults({})
    const invitation = await run(
      () => callApi('POST', 'invitations/', { body: invitationOf(fields) }),
      { done: ({ email }) => t('new_user.invited', { email }), onError },
    )
    if (!invitation) return
    letLeave()
    onInvited()
  }
  useLeaveGuard(fields.email !== '' || fields.password !== '')
  useSaveKey(() => void create())

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <Stack maw={480}>
        <TextInput
          label={t('users.email')}
          type="email"
          required
          autoComplete="off"
          value={fields.email}
          error={faultOf('email')}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        <TextInput
          label={t('users.username')}
          description={t('new_user.username_help')}
          autoComplete="off"
          value={fields.username}
          error={faultOf('username')}
          onChange={(event) => set({ username: event.currentTarget.value })}
        />
        <PasswordField
          email={fields.email}
          value={fields.password}
          error={faultOf('password')}
          onChange={(password) => set({ password })}
        />
        {fields.password === '' && (
          <Text size="sm">
            {t(mayInvite ? 'new_user.no_password_invite' : 'new_user.no_password')}
          </Text>
        )}
        {mayGrant && (
          <>
            <Checkbox
              label={t('users.staff')}
              description={t('users.staff_help')}
              checked={fields.isStaff}
              onChange={(event) => set({ isStaff: event.currentTarget.checked })}
            />
            {mayMakeSuperusers && (
              <Checkbox
                label={t('users.superuser')}
                description={t('users.superuser_help')}
                checked={fields.isSuperuser}
                onChange={(event) => set({ isSuperuser: event.currentTarget.checked })}
              />
            )}
            <GroupChecklist
              chosen={fields.groups}
              onChange={(groups) => set({ groups: [...groups] })}
            />
          </>
        )}
        <Group>
          <Button type="submit" variant="filled" loading={isRunning}>
            {t('users.create')}
          </Button>
          {mayInvite && fields.password === '' && (
            <Button disabled={fields.isSuperuser} loading={isRunning} onClick={() => void invite()}>
              {t('new_user.invite')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** Who is invited chooses their own name and password. */
function invitationOf(fields: typeof nothing) {
  const { username: _, password: __, is_superuser: ___, ...invitation } = bodyOf(fields)
  return invitation
}

function bodyOf(fields: typeof nothing) {
  return {
    email: fields.email,
    ...(fields.username ? { username: fields.username } : {}),
    ...(fields.password ? { password: fields.password } : {}),
    ...(fields.isStaff ? { is_staff: true } : {}),
    ...(fields.isSuperuser ? { is_superuser: true } : {}),
    ...(fields.groups.length > 0 ? { groups: fields.groups } : {}),
  }
}
