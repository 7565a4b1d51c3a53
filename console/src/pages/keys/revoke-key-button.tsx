import { Button, Text } from '@mantine/core'
import { callApi } from '../../api/client.ts'
import type { SigningKey } from '../../api/shapes.ts'
import { formatRelative } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { confirm } from '../../kit/confirm.tsx'
import { useAct } from '../../kit/use-act.ts'
import { serverNow } from '../../state/server-clock.ts'

interface RevokeKeyButtonProps {
  readonly signingKey: SigningKey
  /** Nothing else could sign. */
  readonly isOnlyKey: boolean
}

/** Once no token of the key can be alive, revoking is harmless; before, it is an emergency. */
export function RevokeKeyButton({ signingKey, isOnlyKey }: RevokeKeyButtonProps) {
  const { run, isRunning } = useAct()
  const { kid, revocable_at: revocableAt } = signingKey
  const isHarmless = revocableAt !== null && Date.parse(revocableAt) <= serverNow()
  if (isOnlyKey) {
    return (
      <Text span size="sm" c="dimmed">
        {t('keys.only_key')}
      </Text>
    )
  }

  const revoke = async () => {
    const confirmed = await confirm({
      title: t('keys.revoke_title', { kid }),
      consequence: t(isHarmless ? 'keys.revoke_text' : 'keys.emergency_text'),
      action: t('keys.revoke_key'),
      typedName: isHarmless ? undefined : kid,
    })
    if (!confirmed) return
    await run(() => callApi('POST', `keys/${kid}/revoke/`, { body: { confirm: kid } }), {
      done: () => t('keys.revoked', { kid }),
    })
  }

  return (
    <>
      <Button size="compact-sm" loading={isRunning} onClick={() => void revoke()}>
        {t(isHarmless ? 'keys.revoke' : 'keys.emergency')}
      </Button>
      {!isHarmless && revocableAt && (
        <Text size="xs" c="dimmed">
          {t('keys.harmless_from', { when: formatRelative(Date.parse(revocableAt), serverNow()) })}
        </Text>
      )}
    </>
  )
}
