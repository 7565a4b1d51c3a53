import { CloseButton, Combobox, TextInput, type TextInputProps, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import { t } from '../i18n/translate.ts'
import { Icon } from './icon.tsx'

export interface Choice {
  readonly value: string
  readonly label: string
}

interface ChoiceFieldProps extends Pick<TextInputProps, 'description' | 'maw' | 'mb'> {
  readonly label: string
  /** What is chosen, in words. */
  readonly chosen?: string | undefined
  readonly choices: readonly Choice[]
  /** The search of a list: without a label above it, and what `/` goes to. */
  readonly isSearch?: boolean
  /** Hears what is typed, where the server does the searching. */
  readonly onSearch?: (text: string) => void
  readonly onChange: (value: string | undefined) => void
}

/** A choice of many, found by typing a part of it. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { label, chosen = '', choices, isSearch = false, onSearch, onChange, ...input } = props
  const [typed, setTyped] = useState<string>()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const wanted = (typed ?? '').trim().toLocaleLowerCase()
  const shown = onSearch
    ? choices
    : choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted))
  const type = (text: string | undefined) => {
    setTyped(text)
    onSearch?.(text ?? '')
  }

  // Enter takes the first.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only other choices have another first.
  useEffect(() => {
    if (typed) combobox.selectFirstOption()
  }, [typed, shown.length])

  return (
    <Combobox
      width={320}
      position="bottom-start"
      store={combobox}
      onOptionSubmit={(value) => {
        onChange(value)
        type(undefined)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          {...input}
          {...(isSearch ? searchProps(label) : { label })}
          role="combobox"
          aria-autocomplete="list"
          autoComplete="off"
          value={typed ?? chosen}
          rightSection={
            chosen && (
              <CloseButton
                size="sm"
                aria-label={t('list.clear_choice', { label })}
                onClick={() => onChange(undefined)}
              />
            )
          }
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onChange={(event) => {
            type(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onBlur={() => {
            type(undefined)
            combobox.closeDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={shown.length === 0}>
        <Combobox.Options aria-label={label} className="lk-choices">
          {shown.map(({ value, label: text }) => (
            <Combobox.Option key={value} value={value}>
              {text}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function searchProps(label: string) {
  return {
    className: 'lk-search',
    'aria-label': label,
    placeholder: label,
    'data-search': true,
    leftSection: <Icon name="search" size={16} />,
  }
}
