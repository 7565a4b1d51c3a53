import { Button } from '@mantine/core'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { useActivation } from './use-activation.ts'

/** Locks out and lets in again at once; a reason and an end are there for those who want them. */
export function ActivationButtons({ user }: { readonly user: UserDetail }) {
  const { isRunning, deactivateAtOnce, deactivateWithReason, activate, change } =
    useActivation(user)

  return user.is_active ? (
    <>
      <Button
        loading={isRunning}
        disabled={user.is_last_superuser}
        onClick={() => void deactivateAtOnce()}
      >
        {t('danger.deactivate')}
      </Button>
      <Button
        loading={isRunning}
        disabled={user.is_last_superuser}
        onClick={() => void deactivateWithReason()}
      >
        {t('danger.deactivate_with')}
      </Button>
    </>
  ) : (
    <>
      <Button loading={isRunning} onClick={() => void activate()}>
        {t('danger.activate')}
      </Button>
      <Button loading={isRunning} onClick={() => void change()}>
        {t('danger.change')}
      </Button>
    </>
  )
}
