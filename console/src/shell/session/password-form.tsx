import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeError } from '../../api/api-error.ts'
import type { GateName } from '../../api/gates.ts'
import type { Me } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { base } from '../../state/base.ts'
import { acceptMe, meKey } from '../../state/use-me.ts'
import { confirmPassword, signInAgain } from './sign-in.ts'

interface PasswordFormProps {
  readonly gate: GateName
  readonly onPassed: () => void
}

export function PasswordForm({ gate, onPassed }: PasswordFormProps) {
  const queries = useQueryClient()
  const known = queries.getQueryData<Me>(meKey)
  const [email, setEmail] = useState(known?.email ?? '')
  const [password, setPassword] = useState('')
  const [fault, setFault] = useState<string>()
  const [isSending, setSending] = useState(false)

  const submit = async () => {
    setSending(true)
    try {
      const me =
        gate === 'sign-in' ? await signInAgain(email, password) : await confirmPassword(password)
      queries.setQueryData(meKey, acceptMe(me))
      onPassed()
    } catch (error) {
      setFault(describeError(error))
      setSending(false)
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <Text size="sm">
          {t(gate === 'sign-in' ? 'gate.signed_out_help' : 'gate.confirm_help')}
        </Text>
        <TextInput
          label={t('gate.email')}
          type="email"
          autoComplete="username"
          value={email}
          readOnly={gate === 'reauthenticate'}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('gate.password')}
          autoComplete="current-password"
          data-autofocus
          value={password}
          error={fault}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group justify="space-between">
          {gate === 'sign-in' && (
            <Anchor href={`${base}/admin/login/`}>{t('gate.other_account')}</Anchor>
          )}
          <Button type="submit" variant="filled" loading={isSending} ms="auto">
            {t(gate === 'sign-in' ? 'gate.sign_in' : 'gate.continue')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
