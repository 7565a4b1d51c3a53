import { Button, Group, Text } from '@mantine/core'
import { t } from '../i18n/translate.ts'
import { useSaveKey } from '../shell/shortcuts/use-save-key.ts'

interface SaveBarProps {
  readonly isSaving: boolean
  readonly onSave: () => void
  readonly onDiscard: () => void
}

/** What is changed but not saved stays in sight. */
export function SaveBar({ isSaving, onSave, onDiscard }: SaveBarProps) {
  useSaveKey(onSave)
  return (
    <Group className="lk-action-bar" role="region" aria-label={t('settings.unsaved_bar')}>
      <Text fw={600} role="status">
        {t('settings.unsaved_bar')}
      </Text>
      <Group gap="xs" ms="auto">
        <Button onClick={onDiscard}>{t('action.discard')}</Button>
        <Button variant="filled" loading={isSaving} onClick={onSave}>
          {t('action.save')}
        </Button>
      </Group>
    </Group>
  )
}
