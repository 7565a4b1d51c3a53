import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { callApi } from '../../api/client.ts'
import type { Group, Schemas } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { SaveBar } from '../../kit/save-bar.tsx'
import { Section } from '../../kit/section.tsx'
import { showFailure } from '../../kit/toast.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useLeaveGuard } from '../../shell/leave-guard.ts'
import { useCan } from '../../state/use-me.ts'
import { PermissionChecklist } from './permission-checklist.tsx'

/** The name and the permissions of a group; saving says whom it affects. */
export function GroupForm({ group }: { readonly group: Group }) {
  const mayChange = useCan()('auth.change_group')
  const [name, setName] = useState<string>()
  const [permissions, setPermissions] = useState<readonly string[]>()
  const [fault, setFault] = useState<string>()
  const { run, isRunning } = useAct()
  const isDirty = name !== undefined || permissions !== undefined
  const discard = () => {
    setName(undefined)
    setPermissions(undefined)
    setFault(undefined)
  }
  useLeaveGuard(isDirty)

  const save = async () => {
    const body = {
      ...(name === undefined ? {} : { name }),
      ...(permissions === undefined ? {} : { permissions }),
      version: group.version,
    }
    const isAgreed = permissions === undefined || (await confirmDifference(group, body))
    if (!isAgreed) return
    const saved = await run(
      () => callApi('PATCH', `groups/${group.id}/`, { body }) as Promise<Group>,
      {
        done: (changed) => t('groups.saved', { name: changed.name }),
        onError(error) {
          const faults = error instanceof ApiError ? error.fieldErrors['name'] : undefined
          setFault(faults?.join(' '))
          return faults !== undefined
        },
      },
    )
    if (saved) discard()
  }

  return (
    <>
      <Section title={t('groups.name')}>
        <TextInput
          maw={480}
          aria-label={t('groups.name')}
          disabled={!mayChange}
          maxLength={150}
          value={name ?? group.name}
          error={fault}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Section>
      <Section title={t('groups.permissions')}>
        <PermissionChecklist
          chosen={permissions ?? group.permissions}
          isDisabled={!mayChange}
          onChange={setPermissions}
        />
      </Section>
      {isDirty && <SaveBar isSaving={isRunning} onSave={() => void save()} onDiscard={discard} />}
    </>
  )
}

type GroupPreview = Schemas['GroupChangePreview']

/** "+2 permissions, −1; affects 31 users", from the server, before anything is changed. */
async function confirmDifference(group: Group, body: Schemas['GroupChange']): Promise<boolean> {
  try {
    const preview = (await callApi('PATCH', `groups/${group.id}/`, {
      query: { dry_run: true },
      body,
    })) as GroupPreview
    const confirmed = await confirm({
      title: t('groups.save_title', { name: group.name }),
      consequence: <Difference preview={preview} />,
      action: t('groups.save'),
      isHarmless: preview.removed.length === 0,
    })
    return confirmed !== undefined
  } catch (error) {
    showFailure(error)
    return false
  }
}

function Difference({ preview }: { readonly preview: GroupPreview }) {
  return (
    <Stack gap="xs" className="lk-diff">
      <Text>
        {t('groups.difference', { added: preview.added.length, removed: preview.removed.length })}{' '}
        {t('groups.affects', { count: preview.affected_users })}
      </Text>
      {preview.added.map((code) => (
        <ins key={code}>+ {code}</ins>
      ))}
      {preview.removed.map((code) => (
        <del key={code}>− {code}</del>
      ))}
    </Stack>
  )
}
