import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type GateName, installGate } from '../../api/gates.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { PasswordForm } from './password-form.tsx'

interface OpenGate {
  readonly name: GateName
  readonly settle: (passed: boolean) => void
}

/** Asks for the password in place when a session is over or an act needs it again; nothing typed is lost. */
export function SessionGate() {
  const [gate, setGate] = useState<OpenGate>()
  const queries = useQueryClient()

  useEffect(
    () =>
      installGate(
        (name) =>
          new Promise((resolve) => {
            setGate({
              name,
              settle(passed) {
                setGate(undefined)
                resolve(passed)
                if (passed) void queries.invalidateQueries()
              },
            })
          }),
      ),
    [queries],
  )

  return (
    <Dialog
      opened={gate !== undefined}
      onClose={() => gate?.settle(false)}
      title={t(gate?.name === 'sign-in' ? 'gate.signed_out' : 'gate.confirm')}
      zIndex={400}
    >
      {gate && <PasswordForm gate={gate.name} onPassed={() => gate.settle(true)} />}
    </Dialog>
  )
}
