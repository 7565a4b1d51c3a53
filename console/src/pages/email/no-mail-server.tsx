import { Alert, Anchor, Code, Stack, Text } from '@mantine/core'
import type { EmailDelivery } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { base } from '../../state/base.ts'

const example = `SMTP_URL=smtp://user:password@smtp.example.com:587
MAIL_FROM=auth@example.com`

/** What to set where there is no mail server; nothing where there is one. */
export function NoMailServer({ delivery }: { readonly delivery: EmailDelivery | undefined }) {
  if (!delivery || delivery.is_configured) return undefined
  return (
    <Alert variant="default" mb="md" icon={<Icon name="warning" />} title={t('email.none_title')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t(`email.none_${delivery.mode}`)}</Text>
        <Text size="sm">{t('email.none_fix')}</Text>
        <Code block className="lk-wrap">
          {example}
        </Code>
        <Anchor href={`${base}/docs/guides/email/`} size="sm" className="lk-target">
          {t('email.guide')}
        </Anchor>
      </Stack>
    </Alert>
  )
}
