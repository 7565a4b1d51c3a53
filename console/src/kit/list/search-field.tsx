import { CloseButton, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../icon.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onSearch: (text: string | undefined) => void
}

const debounceMilliseconds = 300

/** Searches shortly after the last key; `/` comes here. */
export function SearchField({ label, value = '', onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts a search.
  useEffect(() => {
    if (text === value) return
    const timer = setTimeout(() => onSearch(text.trim() || undefined), debounceMilliseconds)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <TextInput
      type="search"
      className="lk-search"
      aria-label={label}
      placeholder={label}
      data-search
      value={text}
      leftSection={<Icon name="search" size={16} />}
      rightSection={
        text && <CloseButton aria-label={t('list.clear_search')} onClick={() => setText('')} />
      }
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}
