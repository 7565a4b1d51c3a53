import type { User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { useAct } from '../../kit/use-act.ts'
import { askDeactivation } from '../users/ask-deactivation.tsx'
import type { Deactivation } from '../users/deactivation.ts'
import { activateUser, changeUser, deactivateUser } from './user-calls.ts'

/** Locking a user out and letting it in again at once, with Undo, and what to say about it. */
export function useActivation(user: User) {
  const { run, isRunning } = useAct()
  const { email } = user

  const deactivate = (deactivation: Deactivation = {}) =>
    run(() => deactivateUser(user, deactivation), {
      done: () => t('danger.deactivated', { email }),
      undo: activateUser,
    })
  const deactivateAtOnce = async () => {
    if (!user.is_me || (await confirm(questionToMe))) await deactivate()
  }
  const deactivateWithReason = async () => {
    const asked = await askDeactivation({
      title: t('danger.deactivate_title', { email }),
      consequence: user.is_me ? t('danger.deactivate_self_text') : t('danger.deactivate_text'),
      action: t('danger.deactivate'),
      ...(user.is_me ? { warning: t('user.this_is_you') } : {}),
    })
    if (asked) await deactivate(asked.deactivation)
  }
  const activate = () =>
    run(() => activateUser(user), {
      done: () => t('danger.activated', { email }),
      undo: () => deactivateUser(user, deactivationOf(user)),
    })
  const change = async () => {
    const initial = { reason: user.deactivation_reason, until: user.deactivated_until }
    const asked = await askDeactivation({
      title: t('danger.change_title', { email }),
      consequence: t('danger.change_text'),
      action: t('action.save'),
      isHarmless: true,
      initial,
    })
    if (!asked) return
    const { reason = null, until = null } = asked.deactivation
    await run(() => changeUser(user, fieldsOf({ reason, until })), {
      done: () => t('user.saved', { email }),
      undo: (changed) => changeUser(changed, fieldsOf(initial)),
    })
  }

  return { isRunning, deactivateAtOnce, deactivateWithReason, activate, change }
}

const questionToMe = {
  title: t('danger.deactivate_self'),
  consequence: t('danger.deactivate_self_text'),
  action: t('danger.deactivate'),
  warning: t('user.this_is_you'),
}

/** What was; the server refuses an end that is over by now. */
function deactivationOf({ deactivation_reason: reason, deactivated_until: until }: User) {
  return { ...(reason === null ? {} : { reason }), ...(until === null ? {} : { until }) }
}

function fieldsOf({ reason, until }: { reason: string | null; until: string | null }) {
  return { deactivation_reason: reason, deactivated_until: until }
}
