import { Button } from '@mantine/core'
import { callApi } from '../../api/client.ts'
import type { KeysPage } from '../../api/shapes.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'

/** Announces a new key; it signs as soon as every verifier has had the time to learn of it. */
export function RotateButton({ keys }: { readonly keys: KeysPage }) {
  const mayRotate = useCan()('keys.rotate_key')
  const { run, isRunning } = useAct()
  const isWaiting = keys.results.some(({ state }) => state === 'next')
  if (!mayRotate || keys.shared_secret) return undefined

  const time = formatDuration(keys.default_activation_delay_seconds)
  const rotate = async () => {
    const confirmed = await confirm({
      title: t('keys.rotate_title'),
      consequence: t('keys.rotate_text', { time }),
      action: t('keys.rotate'),
      isHarmless: true,
    })
    if (!confirmed) return
    await run(() => callApi('POST', 'keys/rotate/', { body: {} }), {
      done: ({ kid }) => t('keys.rotated', { kid, time }),
    })
  }

  return (
    <Button variant="filled" disabled={isWaiting} loading={isRunning} onClick={() => void rotate()}>
      {isWaiting ? t('keys.waiting') : t('keys.rotate')}
    </Button>
  )
}
