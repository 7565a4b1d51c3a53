import { useState } from 'react'
import type { User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../kit/choice-field.tsx'
import { useUsersLike } from '../../state/use-users-like.ts'

/** Finds a user by a part of the email, on the server. */
export function AddMember({ onAdd }: { readonly onAdd: (user: User) => void }) {
  const [text, setText] = useState('')
  const found = useUsersLike(text)

  return (
    <ChoiceField
      maw={480}
      mb="md"
      label={t('groups.add_member')}
      description={t('groups.add_member_help')}
      choices={found.map(({ id, email }) => ({ value: String(id), label: email }))}
      onSearch={setText}
      onChange={(id) => {
        const user = found.find((candidate) => String(candidate.id) === id)
        if (user) onAdd(user)
      }}
    />
  )
}
