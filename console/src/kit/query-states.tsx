import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { ApiError, describeError } from '../api/api-error.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from './icon.tsx'
import { RequestId } from './toast.tsx'

interface QueryStatesProps<Data> {
  readonly query: UseQueryResult<Data>
  /** What is being read, as in "The users could not be read". */
  readonly subject: string
  readonly children: (data: Data) => ReactNode
}

/** Shows what was read, and until then that it is being read or why it could not be. */
export function QueryStates<Data>({ query, subject, children }: QueryStatesProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error)
    return <Failed error={query.error} subject={subject} onRetry={() => query.refetch()} />
  return <Loading />
}

interface FailedProps {
  readonly error: Error
  readonly subject: string
  readonly onRetry: () => void
}

export function Failed({ error, subject, onRetry }: FailedProps) {
  const requestId = error instanceof ApiError ? error.requestId : undefined
  // Trying again changes nothing where something is missing or not allowed.
  const isFinal = error instanceof ApiError && (error.status === 403 || error.status === 404)
  return (
    <Alert
      color="red"
      variant="default"
      title={t(titleOf(error), { subject })}
      icon={<Icon name="warning" />}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{describeError(error)}</Text>
        {requestId && <RequestId id={requestId} />}
        {!isFinal && (
          <Group>
            <Button onClick={onRetry}>{t('action.retry')}</Button>
          </Group>
        )}
      </Stack>
    </Alert>
  )
}

function titleOf(error: Error) {
  if (!(error instanceof ApiError)) return 'state.failed'
  if (error.status === 404) return 'state.not_found'
  return error.status === 403 ? 'state.forbidden' : 'state.failed'
}

const skeletonDelayMilliseconds = 200
const skeletonRows = ['a', 'b', 'c', 'd', 'e']

/** Grey rows, unless the content arrives at once. */
export function Loading() {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), skeletonDelayMilliseconds)
    return () => clearTimeout(timer)
  }, [])

  return (
    <div role="status" aria-busy="true" aria-label={t('state.loading')} className="lk-loading">
      {isLate && skeletonRows.map((row) => <Skeleton key={row} height={28} mb="sm" />)}
    </div>
  )
}
