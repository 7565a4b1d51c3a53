import { TextInput } from '@mantine/core'

interface FilterDateProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** A day (UTC), by the browser's own date field. */
export function FilterDate({ label, value = '', onChange }: FilterDateProps) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
