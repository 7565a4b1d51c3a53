import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { callApi } from '../../api/client.ts'
import type { EmailTest } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Section } from '../../kit/section.tsx'
import { StatusBadge, type Tone } from '../../kit/status-badge.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useMe } from '../../state/use-me.ts'

type Step = EmailTest['steps'][number]

/** Sends a message to oneself and shows how far it came. */
export function SmtpTest() {
  const { run, isRunning } = useAct()
  const { email } = useMe()
  const [test, setTest] = useState<EmailTest>()

  const send = async () => {
    setTest(undefined)
    setTest(await run(() => callApi('POST', 'email/test/', { body: {}, isLong: true })))
  }
  return (
    <Section
      title={t('email.test')}
      actions={
        <Button loading={isRunning} onClick={() => void send()}>
          {t('email.send_test')}
        </Button>
      }
    >
      <Text size="sm" className="lk-break">
        {t('email.test_lead', { email })}
      </Text>
      <div role="status">{test && <Outcome test={test} />}</div>
    </Section>
  )
}

function Outcome({ test }: { readonly test: EmailTest }) {
  const { is_accepted: isAccepted, recipient, steps } = test
  const text = isAccepted ? t('email.test_accepted', { email: recipient }) : t('email.test_failed')
  return (
    <Stack gap="xs" mt="sm">
      <Text fw={600} className="lk-break">
        {text}
      </Text>
      <ol className="lk-list">
        {steps.map((step) => (
          <li key={step.step}>
            <StepLine step={step} />
          </li>
        ))}
      </ol>
    </Stack>
  )
}

const tones: Record<Step['result'], Tone> = {
  ok: 'ok',
  failed: 'fail',
  skipped: 'neutral',
  'not reached': 'neutral',
}

function StepLine({ step: { step, result, detail } }: { readonly step: Step }) {
  return (
    <>
      <Group gap="xs">
        <StatusBadge tone={tones[result]}>{t(`smtp_result.${result}`)}</StatusBadge>
        <Text span fw={600}>
          {t(`smtp_step.${step}`)}
        </Text>
        {detail && (
          <Text span size="sm" className="lk-grow lk-break">
            {detail}
          </Text>
        )}
      </Group>
      {result === 'failed' && <Text size="sm">{t(`smtp_fix.${step}`)}</Text>}
    </>
  )
}
