import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { t } from '../i18n/translate.ts'
import { announce } from './announce.tsx'
import { Icon } from './icon.tsx'

interface CopyButtonProps {
  readonly text: string
  /** What is copied, for the button's name. */
  readonly label: string
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 1_500 })
  const copy = () => {
    clipboard.copy(text)
    announce(t('copy.done'))
  }

  return (
    <Tooltip label={clipboard.copied ? t('copy.done') : label}>
      <ActionIcon aria-label={label} onClick={copy} size="md">
        <Icon name={clipboard.copied ? 'check' : 'copy'} size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
