import { Button } from '@mantine/core'
import { callApi } from '../../../api/client.ts'
import type { EmailText } from '../../../api/shapes.ts'
import { t } from '../../../i18n/translate.ts'
import { showDone, showWarning } from '../../../kit/toast.tsx'
import { useAct } from '../../../kit/use-act.ts'
import { useCan, useMe } from '../../../state/use-me.ts'
import { useDelivery } from '../use-delivery.ts'
import type { TextDraft } from './use-text-form.ts'

interface SendTextButtonProps {
  readonly text: EmailText
  readonly draft: TextDraft
}

/** Sends what is typed to oneself, as a mailbox shows it. */
export function SendTextButton({ text: { kind, locale }, draft }: SendTextButtonProps) {
  const { run, isRunning } = useAct()
  const { email } = useMe()
  const maySend = useCan()('email.send_email')
  const delivery = useDelivery()
  if (!maySend || !delivery.data?.is_configured) return undefined

  const send = async () => {
    const { subject, body } = draft
    const path = `email-templates/${kind}/${locale}/send/` as const
    const test = await run(() => callApi('POST', path, { body: { subject, body }, isLong: true }))
    if (test?.is_accepted) showDone(t('email.test_accepted', { email }))
    const failed = test?.steps.find(({ result }) => result === 'failed')
    if (failed) showWarning('email-text-send', t('email.test_failed'), failed.detail ?? '')
  }
  return (
    <Button loading={isRunning} onClick={() => void send()}>
      {t('email.text_send')}
    </Button>
  )
}
