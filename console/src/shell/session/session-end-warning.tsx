import { Alert, Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { callApi } from '../../api/client.ts'
import { formatDuration } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../kit/icon.tsx'
import { showFailure } from '../../kit/toast.tsx'
import { serverNow } from '../../state/server-clock.ts'
import { acceptMe, meKey, useMe } from '../../state/use-me.ts'

const warnSeconds = 120
const checkMilliseconds = 5_000

/** Warns before the console session ends for lack of use, and offers to go on. */
export function SessionEndWarning() {
  const { session } = useMe()
  const queries = useQueryClient()
  const secondsLeft = useSecondsLeft(session?.expires_at)
  if (secondsLeft === undefined || secondsLeft > warnSeconds || secondsLeft <= 0) return undefined

  const stay = async () => {
    try {
      queries.setQueryData(meKey, acceptMe(await callApi('POST', 'me/keep-alive/')))
    } catch (error) {
      showFailure(error)
    }
  }

  return (
    <Alert
      variant="default"
      role="alert"
      icon={<Icon name="warning" />}
      mb="md"
      title={t('session_end.title')}
    >
      <Group justify="space-between">
        <Text size="sm">{t('session_end.text', { time: formatDuration(secondsLeft) })}</Text>
        <Button onClick={() => void stay()}>{t('session_end.stay')}</Button>
      </Group>
    </Alert>
  )
}

/** Seconds until then in steps of ten, so that it is not read out at every tick. */
function useSecondsLeft(at: string | undefined): number | undefined {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), checkMilliseconds)
    return () => clearInterval(timer)
  }, [])
  return at === undefined ? undefined : Math.ceil((Date.parse(at) - now) / 10_000) * 10
}
