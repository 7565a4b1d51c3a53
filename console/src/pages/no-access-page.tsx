import { Text } from '@mantine/core'
import { t } from '../i18n/translate.ts'
import { PageHeader } from '../kit/page-header.tsx'

/** For staff without any permission that a page needs. */
export function NoAccessPage() {
  return (
    <>
      <PageHeader title={t('no_access.title')} />
      <Text>{t('no_access.text')}</Text>
    </>
  )
}
