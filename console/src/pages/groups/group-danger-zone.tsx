import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { callApi } from '../../api/client.ts'
import type { Group } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { Section } from '../../kit/section.tsx'
import { useAct } from '../../kit/use-act.ts'
import { letLeave } from '../../shell/leave-guard.ts'
import { useCan } from '../../state/use-me.ts'

export function GroupDangerZone({ group }: { readonly group: Group }) {
  const can = useCan()
  const [, navigate] = useLocation()
  const { run, isRunning } = useAct()
  if (!can('auth.delete_group')) return undefined

  const remove = async () => {
    if (group.member_count > 0 && !(await confirmDeletion(group))) return
    const removed = await run(() => callApi('DELETE', `groups/${group.id}/`), {
      done: ({ name }) => t('groups.deleted', { name }),
      undo: ({ id }) => callApi('POST', `groups/${id}/restore/`),
    })
    if (!removed) return
    letLeave()
    navigate('/groups/')
  }

  return (
    <Section title={t('danger.title')} isDangerous>
      <Button variant="filled" color="red.9" loading={isRunning} onClick={() => void remove()}>
        {t('groups.delete')}
      </Button>
    </Section>
  )
}

function confirmDeletion(group: Group) {
  return confirm({
    title: t('groups.delete_title', { name: group.name }),
    consequence: t('groups.delete_text', { count: group.member_count }),
    action: t('groups.delete'),
  })
}
