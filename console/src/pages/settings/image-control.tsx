import { Button, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Setting } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { useFilePicker } from '../../kit/use-file-picker.tsx'

interface ImageControlProps {
  readonly setting: Setting
  /** The picture as it is typed: as an image nothing in it runs. */
  readonly value: string
  readonly onChange: (draft: string) => void
  /** The field with its text. */
  readonly children: ReactNode
}

/** A picture as people see it, and the file that it is taken from. */
export function ImageControl({ setting, value, onChange, children }: ImageControlProps) {
  const isPinned = setting.pinned_by !== null
  const picker = useFilePicker({
    label: t('settings.choose_picture'),
    accept: '.svg,image/svg+xml',
    onPick: async (file) => onChange(await file.text()),
  })
  return (
    <Stack gap="xs">
      {value.trim() !== '' && (
        <Group gap={0} role="img" aria-label={t('settings.picture_preview')}>
          <Picture value={value} className="lk-picture lk-on-light" />
          <Picture value={value} className="lk-picture lk-on-dark" />
        </Group>
      )}
      {children}
      {picker.field}
      {!isPinned && (
        <Button leftSection={<Icon name="download" size={16} />} onClick={() => picker.open()}>
          {t('settings.choose_picture')}
        </Button>
      )}
    </Stack>
  )
}

function Picture({ value, className }: { readonly value: string; readonly className: string }) {
  const source = `data:image/svg+xml,${encodeURIComponent(value.trim())}`
  return (
    <span className={className}>
      <img src={source} alt="" />
    </span>
  )
}
