import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { callApi } from '../../api/client.ts'
import { t } from '../../i18n/translate.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { generatePassword } from './generate-password.ts'

interface PasswordFieldProps {
  readonly email: string
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (password: string) => void
}

/** A new password, checked while typing by the rules the server applies; or one that it makes up. */
export function PasswordField({ email, value, error, onChange }: PasswordFieldProps) {
  const [isVisible, setVisible] = useState(false)
  const faults = usePasswordFaults(value, email)
  const generate = () => {
    onChange(generatePassword())
    setVisible(true)
  }

  return (
    <Stack gap={6}>
      <Group align="flex-end" gap="xs">
        <PasswordInput
          className="lk-grow"
          label={t('password.new')}
          autoComplete="new-password"
          value={value}
          visible={isVisible}
          onVisibilityChange={setVisible}
          visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
          error={error ?? (faults.length > 0 && faults.join(' '))}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Group>
      <Group gap="xs">
        <Button size="compact-sm" onClick={generate}>
          {t('password.generate')}
        </Button>
        {value && <CopyButton text={value} label={t('password.copy')} />}
        {value && faults.length === 0 && !error && (
          <Text size="sm" c="var(--lk-ok)" role="status">
            {t('password.accepted')}
          </Text>
        )}
      </Group>
    </Stack>
  )
}

function usePasswordFaults(password: string, email: string): readonly string[] {
  const [checked] = useDebouncedValue({ password, email }, 300)
  const { data } = useQuery({
    queryKey: ['password-faults', checked],
    queryFn: () =>
      callApi('POST', 'users/check-password/', {
        body: { password: checked.password, ...(checked.email ? { email: checked.email } : {}) },
      }),
    enabled: checked.password !== '',
    placeholderData: keepPreviousData,
    // The password is not kept in memory longer than the form needs it.
    gcTime: 0,
  })
  return password === '' ? [] : (data?.faults ?? [])
}
