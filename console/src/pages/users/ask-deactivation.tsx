import type { ReactNode } from 'react'
import { type Confirmation, type Confirmed, confirm } from '../../kit/confirm.tsx'
import type { Deactivation } from './deactivation.ts'
import { DeactivationFields } from './deactivation-fields.tsx'

interface Question extends Confirmation {
  readonly initial?: { readonly reason: string | null; readonly until: string | null }
}

/** Asks why and until when, besides what `confirm` asks; undefined when people think better of it. */
export async function askDeactivation({
  initial,
  ...question
}: Question): Promise<(Confirmed & { readonly deactivation: Deactivation }) | undefined> {
  let read: (() => Deactivation | undefined) | undefined = () => ({
    ...(initial?.reason ? { reason: initial.reason } : {}),
    ...(initial?.until ? { until: initial.until } : {}),
  })
  const fields = (setComplete: (isComplete: boolean) => void): ReactNode => (
    <DeactivationFields
      initial={initial}
      onChange={(next) => {
        read = next
        setComplete(next !== undefined)
      }}
    />
  )
  const confirmed = await confirm({ ...question, fields })
  const deactivation = read?.()
  return confirmed && deactivation && { ...confirmed, deactivation }
}
