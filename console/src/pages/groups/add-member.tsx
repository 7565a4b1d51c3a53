import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../api/client.ts'
import type { User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'

const mostFound = 20

/** Finds a user by the first letters of the e-mail, on the server. */
export function AddMember({ onAdd }: { readonly onAdd: (user: User) => void }) {
  const [text, setText] = useState('')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const found = useUsersBeginning(text)

  const choose = (id: string) => {
    const user = found.find((candidate) => String(candidate.id) === id)
    if (user) onAdd(user)
    setText('')
    combobox.closeDropdown()
  }

  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.Target>
        <TextInput
          maw={480}
          mb="md"
          label={t('groups.add_member')}
          description={t('groups.add_member_help')}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label={t('groups.add_member')}>
          {found.map(({ id, email }) => (
            <Combobox.Option key={id} value={String(id)}>
              {email}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function useUsersBeginning(text: string): readonly User[] {
  const [q] = useDebouncedValue(text.trim(), 300)
  const { data } = useQuery({
    queryKey: ['users/', 'lookup', q],
    queryFn: ({ signal }) => callApi('GET', 'users/', { query: { q, limit: mostFound }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  return q === '' ? [] : (data?.results ?? [])
}
