import { Modal, type ModalProps } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { t } from '../i18n/translate.ts'

export type DialogProps = Pick<
  ModalProps,
  'opened' | 'onClose' | 'title' | 'size' | 'centered' | 'zIndex' | 'children'
>

/** A file of its own: no page needs it to be shown. */
export function LoadedModal({ opened, ...props }: DialogProps) {
  // What is open from the start forgets what had the focus before.
  const isMounted = useMounted()
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
      {...props}
      opened={opened && isMounted}
    />
  )
}
