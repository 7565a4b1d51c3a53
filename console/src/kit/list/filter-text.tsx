import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'

interface FilterTextProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** Filters by a text that is only meaningful as a whole: on Enter, or when the field is left. */
export function FilterText({ label, value = '', onChange }: FilterTextProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const apply = () => text !== value && onChange(text.trim() || undefined)

  return (
    <TextInput
      label={label}
      value={text}
      onBlur={apply}
      onKeyDown={(event) => event.key === 'Enter' && apply()}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}
