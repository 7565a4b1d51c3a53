import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { useAct } from '../../kit/use-act.ts'
import {
  changesOf,
  differingFields,
  type ProfileField,
  type ProfileFields,
  profileOf,
} from './profile-fields.ts'
import { changeUser } from './user-calls.ts'

/** What is typed about a user, against the version it was typed over. */
export function useProfileForm(user: UserDetail) {
  // What was on the screen when typing began: a newer version read meanwhile must not pass for it.
  const [seen, setSeen] = useState<UserDetail>()
  const [typed, setTyped] = useState<Partial<ProfileFields>>({})
  const [faults, setFaults] = useState<Readonly<Record<string, readonly string[]>>>({})
  const [theirs, setTheirs] = useState<UserDetail>()
  const { run, isRunning } = useAct()

  const base = seen ?? user
  const fields: ProfileFields = { ...profileOf(base), ...typed }
  const changed = differingFields(fields, profileOf(base))
  const discard = () => {
    setSeen(undefined)
    setTyped({})
    setFaults({})
    setTheirs(undefined)
  }

  const send = (mine: ProfileFields, names: readonly ProfileField[], over: UserDetail) =>
    run(() => changeUser(over, changesOf(mine, names)), {
      done: ({ email }) => t('user.saved', { email }),
      onError(error) {
        if (!(error instanceof ApiError)) return false
        setFaults(error.fieldErrors)
        if (error.code === 'version_mismatch') {
          setTheirs((error.versions as { readonly current: UserDetail }).current)
          return true
        }
        return error.code === 'validation_failed'
      },
    }).then((saved) => saved && discard())

  return {
    fields,
    isDirty: changed.length > 0,
    isRunning,
    theirs,
    mine: fields,
    base: profileOf(base),
    faultOf: (name: ProfileField) => faults[name]?.join(' '),
    set(changes: Partial<ProfileFields>) {
      setSeen(base)
      setTyped((all) => ({ ...all, ...changes }))
    },
    discard,
    save: () => send(fields, changed, base),
    postpone: () => setTheirs(undefined),
    /** Saves what was chosen over the version of the other person. */
    settle(chosen: ProfileFields) {
      if (!theirs) return
      const names = differingFields(chosen, profileOf(theirs))
      setTheirs(undefined)
      if (names.length === 0) discard()
      else void send(chosen, names, theirs)
    },
  }
}
