import { Text } from '@mantine/core'
import { useState } from 'react'
import type { PermissionOrigin, UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { SaveBar } from '../../kit/save-bar.tsx'
import { Section } from '../../kit/section.tsx'
import { DataTable } from '../../kit/table/data-table.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useLeaveGuard } from '../../shell/leave-guard.ts'
import { useCan } from '../../state/use-me.ts'
import { GroupChecklist } from '../groups/group-checklist.tsx'
import { PermissionChecklist } from '../groups/permission-checklist.tsx'
import { changeUser } from './user-calls.ts'

export function AccessTab({ user }: { readonly user: UserDetail }) {
  const mayChange = useCan()('users.change_user') && user.state !== 'deleted'
  const [groups, setGroups] = useState<readonly number[]>()
  const [permissions, setPermissions] = useState<readonly string[]>()
  const { run, isRunning } = useAct()
  const isDirty = groups !== undefined || permissions !== undefined
  const discard = () => {
    setGroups(undefined)
    setPermissions(undefined)
  }
  const save = async () => {
    const saved = await run(() => changeUser(user, { groups, permissions }), {
      done: ({ email }) => t('user.saved', { email }),
    })
    if (saved) discard()
  }
  useLeaveGuard(isDirty)

  if (!mayChange) return <AccessFacts user={user} />
  return (
    <>
      <Section title={t('users.groups')}>
        <GroupChecklist
          chosen={groups ?? user.groups.map(({ id }) => id)}
          isInSection
          onChange={setGroups}
        />
      </Section>
      <Section title={t('access.direct')}>
        <PermissionChecklist
          isDisabled={false}
          chosen={permissions ?? user.permissions}
          onChange={setPermissions}
        />
      </Section>
      <Section title={t('access.effective')}>
        <EffectivePermissions user={user} />
      </Section>
      {isDirty && <SaveBar isSaving={isRunning} onSave={() => void save()} onDiscard={discard} />}
    </>
  )
}

/** For people who cannot change it; what is direct and what is of a group is in the table. */
function AccessFacts({ user }: { readonly user: UserDetail }) {
  return (
    <>
      <Section title={t('users.groups')}>
        <Text>{user.groups.map(({ name }) => name).join(', ') || t('access.effective_empty')}</Text>
      </Section>
      <Section title={t('access.effective')}>
        <EffectivePermissions user={user} />
      </Section>
    </>
  )
}

function EffectivePermissions({ user }: { readonly user: UserDetail }) {
  if (user.effective_permissions.length === 0) return <Text>{t('access.effective_empty')}</Text>
  return (
    <DataTable
      caption={t('access.effective')}
      rows={user.effective_permissions}
      idOf={({ code }) => code}
      columns={[
        {
          id: 'code',
          header: t('access.permission'),
          cell: ({ code, label }) => `${label} (${code})`,
        },
        {
          id: 'origins',
          header: t('access.origins'),
          cell: ({ origins }) => origins.map(describeOrigin).join(', '),
        },
      ]}
    />
  )
}

function describeOrigin(origin: PermissionOrigin): string {
  if (origin.type === 'group') return t('access.origin_group', { name: origin.name ?? '' })
  return t(origin.type === 'direct' ? 'access.origin_direct' : 'access.origin_superuser')
}
