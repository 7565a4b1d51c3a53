import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { zoneName } from '../../i18n/timestamps.ts'
import { t } from '../../i18n/translate.ts'
import { useZone } from '../../state/use-zone.ts'
import {
  type Deactivation,
  type DeactivationDraft,
  deactivationFrom,
  type End,
  ends,
  fieldFromTimestamp,
  timestampFromField,
} from './deactivation.ts'

interface DeactivationFieldsProps {
  readonly initial?: { readonly reason: string | null; readonly until: string | null } | undefined
  /** Told of every change; undefined while what is there cannot be sent. */
  readonly onChange: (deactivation: (() => Deactivation | undefined) | undefined) => void
}

/** Why, and until when. */
export function DeactivationFields({ initial, onChange }: DeactivationFieldsProps) {
  const [zone] = useZone()
  const isUtc = zone === 'utc'
  const [draft, setDraft] = useState<DeactivationDraft>({
    reason: initial?.reason ?? '',
    end: initial?.until ? 'date' : 'none',
    until: initial?.until ?? undefined,
  })
  const set = (changes: Partial<DeactivationDraft>) => {
    const next = { ...draft, ...changes }
    setDraft(next)
    // Days count from when the form is sent.
    const read = () => deactivationFrom(next)
    onChange(read() && read)
  }
  const isOver = draft.until !== undefined && deactivationFrom(draft) === undefined

  return (
    <Stack gap="sm">
      <TextInput
        label={t('deactivation.reason')}
        description={t('deactivation.reason_help')}
        maxLength={500}
        data-autofocus
        value={draft.reason}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('deactivation.end')}
        value={draft.end}
        data={ends.map((end) => ({ value: end, label: t(`deactivation.end.${end}`) }))}
        onChange={(event) => set({ end: event.currentTarget.value as End })}
      />
      {draft.end === 'date' && (
        <TextInput
          type="datetime-local"
          label={t('deactivation.date', { zone: zoneName(zone) })}
          required
          defaultValue={draft.until && fieldFromTimestamp(draft.until, isUtc)}
          error={isOver && t('deactivation.date_past')}
          onChange={(event) => set({ until: timestampFromField(event.currentTarget.value, isUtc) })}
        />
      )}
    </Stack>
  )
}
