import { Alert, Button, Stack, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { t } from '../i18n/translate.ts'
import { Icon } from './icon.tsx'

interface PageBoundaryProps {
  readonly children: ReactNode
}

/** Keeps the console when a page cannot be loaded, as after an upgrade, or fails while it is drawn. */
export class PageBoundary extends Component<PageBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <Alert
        color="red"
        variant="default"
        title={t('page_failed.title')}
        icon={<Icon name="warning" />}
        role="alert"
      >
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{t('page_failed.text')}</Text>
          <Button onClick={() => location.reload()}>{t('page_failed.reload')}</Button>
        </Stack>
      </Alert>
    )
  }
}
