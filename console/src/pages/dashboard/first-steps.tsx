import { Anchor, Button, Code, Group, Stack } from '@mantine/core'
import { Link } from 'wouter'
import { t } from '../../i18n/translate.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Section } from '../../kit/section.tsx'
import { useMe } from '../../state/use-me.ts'

/** A new installation has nothing to draw yet: what to do first instead. */
export function FirstSteps({ onDismiss }: { readonly onDismiss: () => void }) {
  const { public_url: url } = useMe()
  const logIn = `curl -H 'Content-Type: application/json' -d '{"email":"…","password":"…"}' ${url}/api/login/`

  return (
    <Section
      title={t('first.title')}
      actions={<Button onClick={onDismiss}>{t('first.dismiss')}</Button>}
    >
      <ol className="lk-steps">
        <li>
          {t('first.create')}{' '}
          <Anchor component={Link} href="/users/new/" className="lk-target">
            {t('users.create')}
          </Anchor>
        </li>
        <li>
          {t('first.call')}
          <Stack gap={4} mt={4}>
            <Group wrap="nowrap" align="flex-start" gap="xs">
              <Code block className="lk-wrap lk-grow">
                {logIn}
              </Code>
              <CopyButton text={logIn} label={t('api_request.copy')} />
            </Group>
          </Stack>
        </li>
        <li>
          {t('first.verify')}{' '}
          <Anchor href={`${url}/.well-known/jwks.json`} className="lk-target lk-break">
            {url}/.well-known/jwks.json
          </Anchor>
        </li>
      </ol>
    </Section>
  )
}
