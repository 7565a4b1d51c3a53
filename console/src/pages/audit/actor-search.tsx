import { useState } from 'react'
import { t } from '../../i18n/translate.ts'
import { type Choice, ChoiceField } from '../../kit/choice-field.tsx'
import { useCan } from '../../state/use-me.ts'
import { useUsersLike } from '../../state/use-users-like.ts'

interface ActorSearchProps {
  readonly value: string | undefined
  readonly onChange: (actor: string | undefined) => void
}

/** Whose actions: a user, or everybody whose name begins with what was typed, such as the command line. */
export function ActorSearch({ value, onChange }: ActorSearchProps) {
  const [text, setText] = useState('')
  const users = useUsersLike(useCan()('users.view_user') ? text : '')
  const prefix = text.trim()
  const choices: Choice[] = users.map(({ email }) => ({ value: email, label: email }))
  if (prefix !== '' && !choices.some((choice) => choice.value === prefix)) {
    choices.push({ value: prefix, label: t('audit.begins_with', { text: prefix }) })
  }

  return (
    <ChoiceField
      isSearch
      label={t('audit.actor')}
      chosen={value}
      choices={choices}
      onSearch={setText}
      onChange={onChange}
    />
  )
}
