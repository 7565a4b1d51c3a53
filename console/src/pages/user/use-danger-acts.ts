import { useLocation } from 'wouter'
import type { User } from '../../api/shapes.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useMe } from '../../state/use-me.ts'
import { deleteUser, purgeUser, restoreUser, revokeSessionsOf } from './user-calls.ts'

/** What hurts: each act by its level, the reversible ones with Undo, the others after asking. */
export function useDangerActs(user: User) {
  const me = useMe()
  const [, navigate] = useLocation()
  const { run } = useAct()
  const { email } = user

  const revoke = async () => {
    const time = formatDuration(me.access_token_lifetime_seconds)
    const confirmed = await confirm({
      title: t('danger.revoke_title', { email }),
      consequence: t('danger.revoke_text', { time }),
      action: t('danger.revoke'),
      warning: user.is_me ? t('user.this_is_you') : undefined,
    })
    if (!confirmed) return
    await run(() => revokeSessionsOf(user), {
      done: ({ revoked }) => t('danger.revoked', { count: revoked }),
    })
  }
  const remove = async () => {
    if (user.is_superuser && !(await confirmSuperuser(user))) return
    await run(() => deleteUser(user), {
      done: () => t('danger.deleted', { email }),
      undo: restoreUser,
    })
  }
  const restore = () =>
    run(() => restoreUser(user), { done: () => t('danger.restored', { email }) })
  const purge = async () => {
    const confirmed = await confirm({
      title: t('danger.purge_title', { email }),
      consequence: t('danger.purge_text'),
      action: t('danger.purge'),
      typedName: email,
    })
    if (!confirmed) return
    const purged = await run(() => purgeUser(user), { done: () => t('danger.purged', { email }) })
    if (purged) navigate('/users/')
  }
  return { revoke, remove, restore, purge }
}

function confirmSuperuser(user: User) {
  return confirm({
    title: t('danger.delete_title', { email: user.email }),
    consequence: t('danger.delete_text'),
    action: t('danger.delete_superuser'),
    typedName: user.email,
    warning: user.is_me ? t('user.this_is_you') : undefined,
  })
}
