import { NativeSelect } from '@mantine/core'
import { t } from '../../i18n/translate.ts'

interface FilterSelectProps {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** What no choice means. */
  readonly anyLabel?: string
  readonly onChange: (value: string | undefined) => void
}

export function FilterSelect(props: FilterSelectProps) {
  const { label, value = '', options, anyLabel = t('list.any'), onChange } = props
  return (
    <NativeSelect
      label={label}
      value={value}
      data={[{ value: '', label: anyLabel }, ...options]}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
