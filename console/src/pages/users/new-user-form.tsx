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

export function NewUserForm({ onCreated }: { readonly onCreated: (user: UserDetail) => void }) {
  const { is_superuser: mayMakeSuperusers } = useMe()
  const mayGrant = useCan()('users.change_user')
  const [fields, setFields] = useState(nothing)
  const [faults, setFaults] = useState<Readonly<Record<string, readonly string[]>>>({})
  const { run, isRunning } = useAct()
  const set = (changes: Partial<typeof nothing>) => setFields((all) => ({ ...all, ...changes }))
  const faultOf = (name: string) => faults[name]?.join(' ')

  const create = async () => {
    setFaults({})
    const user = await run(() => callApi('POST', 'users/', { body: bodyOf(fields) }), {
      done: ({ email }) => t('new_user.done', { email }),
      onError(error) {
        if (!(error instanceof ApiError) || error.code !== 'validation_failed') return false
        setFaults(error.fieldErrors)
        return true
      },
    })
    if (!user) return
    letLeave()
    onCreated(user)
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
        {fields.password === '' && <Text size="sm">{t('new_user.no_password')}</Text>}
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
        </Group>
      </Stack>
    </form>
  )
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
