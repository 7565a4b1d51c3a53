import { Anchor, Text } from '@mantine/core'
import { Link } from 'wouter'
import { t } from '../i18n/translate.ts'
import { PageHeader } from '../kit/page-header.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title={t('not_found.title')} />
      <Text mb="md">{t('not_found.text')}</Text>
      <Anchor component={Link} href="/">
        {t('not_found.back')}
      </Anchor>
    </>
  )
}
