import { Button } from '@mantine/core'
import { callApi } from '../../api/client.ts'
import type { Email } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'

/** Sends a failed email again; of all others there is nothing to do. */
export function RetryButton({ email }: { readonly email: Email }) {
  const { run, isRunning } = useAct()
  const can = useCan()
  if (email.state !== 'failed' || !can('email.send_email')) return undefined

  const { id, recipient } = email
  const retry = () =>
    run(() => callApi('POST', `emails/${id}/retry/`, { body: {} }), {
      done: () => t('email.retried', { recipient }),
    })
  return (
    <Button
      size="compact-sm"
      loading={isRunning}
      aria-label={t('email.retry_of', { recipient })}
      onClick={() => void retry()}
    >
      {t('email.retry')}
    </Button>
  )
}
