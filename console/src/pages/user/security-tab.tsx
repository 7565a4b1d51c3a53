import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import type { UserDetail } from '../../api/shapes.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Facts } from '../../kit/facts.tsx'
import { Section } from '../../kit/section.tsx'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useAct } from '../../kit/use-act.ts'
import { useCan } from '../../state/use-me.ts'
import { PasswordField } from '../users/password-field.tsx'
import { sendReset, setPasswordOf, unlockUser } from './user-calls.ts'

export function SecurityTab({ user }: { readonly user: UserDetail }) {
  const mayChange = useCan()('users.change_user') && user.state !== 'deleted'
  const { run, isRunning } = useAct()
  const unlock = () =>
    run(() => unlockUser(user), { done: () => t('security.unlocked', { email: user.email }) })

  return (
    <>
      <Section
        title={t('security.log_ins')}
        actions={
          mayChange &&
          (user.locked_until || user.failed_logins > 0) && (
            <Button loading={isRunning} onClick={() => void unlock()}>
              {t('security.unlock')}
            </Button>
          )
        }
      >
        <Facts
          facts={[
            { term: t('users.last_login'), value: <Timestamp at={user.last_login_at} /> },
            { term: t('security.last_active'), value: <Timestamp at={user.last_active_at} /> },
            { term: t('security.failures'), value: formatNumber(user.failed_logins) },
            { term: t('security.lock'), value: <LockState user={user} /> },
            {
              term: t('security.email_verified'),
              value: user.email_verified_at ? (
                <Timestamp at={user.email_verified_at} />
              ) : (
                t('list.no')
              ),
            },
            {
              term: t('security.password'),
              value: t(user.has_usable_password ? 'security.has_password' : 'security.no_password'),
            },
          ]}
        />
      </Section>
      {mayChange && <PasswordActs user={user} />}
    </>
  )
}

/** The link first: whoever chooses their own password shares it with nobody. */
function PasswordActs({ user }: { readonly user: UserDetail }) {
  const { email, state, has_usable_password: hasPassword } = user
  const { run, isRunning } = useAct()
  const send = () => run(() => sendReset(user), { done: () => t('security.reset_sent', { email }) })

  return (
    <>
      <Section title={t('security.send_reset')}>
        <Stack align="flex-start">
          {!hasPassword && <Text fw={600}>{t('security.no_password_text')}</Text>}
          <Text size="sm" className="lk-break">
            {t('security.send_reset_text', { email })}
          </Text>
          <Button
            variant="filled"
            disabled={state !== 'active'}
            loading={isRunning}
            onClick={() => void send()}
          >
            {t('security.send_reset')}
          </Button>
        </Stack>
      </Section>
      <Section title={t('security.set_password')}>
        <Text size="sm" mb="sm">
          {t('security.set_password_text')}
        </Text>
        <SetPasswordForm user={user} />
      </Section>
    </>
  )
}

function LockState({ user }: { readonly user: UserDetail }) {
  if (!user.locked_until) return t('security.not_locked')
  return (
    <>
      {t('security.locked_until')} <Timestamp at={user.locked_until} isExact />
    </>
  )
}

function SetPasswordForm({ user }: { readonly user: UserDetail }) {
  const [password, setPassword] = useState('')
  const [signOut, setSignOut] = useState(true)
  const [fault, setFault] = useState<string>()
  const { run, isRunning } = useAct()

  const save = async () => {
    setFault(undefined)
    const saved = await run(() => setPasswordOf(user, password, signOut), {
      done: ({ email }) => t('security.password_set', { email }),
      onError(error) {
        const faults = error instanceof ApiError ? error.fieldErrors['password'] : undefined
        setFault(faults?.join(' '))
        return faults !== undefined
      },
    })
    if (saved) setPassword('')
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack maw={480}>
        <PasswordField email={user.email} value={password} error={fault} onChange={setPassword} />
        <Checkbox
          label={t('security.sign_out')}
          description={t('security.sign_out_help')}
          checked={signOut}
          onChange={(event) => setSignOut(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" disabled={password === ''} loading={isRunning}>
            {t('security.set_password')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
