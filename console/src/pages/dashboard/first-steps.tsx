import { Anchor, Button, Code, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Stats } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Section } from '../../kit/section.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { base } from '../../state/base.ts'
import { useMe } from '../../state/use-me.ts'

interface FirstStepsProps extends Pick<Stats, 'cards'> {
  readonly onDismiss: () => void
}

/** A new installation has nothing to draw yet: what to do first instead. What is done ticks itself off. */
export function FirstSteps({ cards, onDismiss }: FirstStepsProps) {
  const { public_url: url } = useMe()
  const logIn = `curl --json '{"email": "…", "password": "…"}' ${url}/api/login/`

  return (
    <Section
      title={t('first.title')}
      actions={<Button onClick={onDismiss}>{t('first.dismiss')}</Button>}
    >
      <ol className="lk-steps">
        <Step isDone={cards.users.total > 1} text={t('first.create')}>
          <Button component={Link} href="/users/new/" mt={4}>
            {t('users.create')}
          </Button>
        </Step>
        <Step isDone={cards.active_sessions.count > 0} text={t('first.call')}>
          <Command text={logIn} />
        </Step>
        <Step text={t('first.verify')}>
          <Command text={verifierFor(url)} />
          <Anchor href={`${base}/docs/guides/verify-tokens/`} className="lk-target">
            {t('first.guide')}
          </Anchor>
        </Step>
      </ol>
    </Section>
  )
}

interface StepProps {
  /** Undefined where the server cannot know. */
  readonly isDone?: boolean
  readonly text: string
  readonly children: ReactNode
}

function Step({ isDone, text, children }: StepProps) {
  return (
    <li>
      {text} {isDone && <StatusBadge tone="ok">{t('first.done')}</StatusBadge>}
      <div>{children}</div>
    </li>
  )
}

function Command({ text }: { readonly text: string }) {
  return (
    <Group wrap="nowrap" align="flex-start" gap="xs" mt={4}>
      <Code block className="lk-wrap lk-grow">
        {text}
      </Code>
      <CopyButton text={text} label={t('api_request.copy')} />
    </Group>
  )
}

/** With the library that most services have already; the manual has the stricter package. */
function verifierFor(url: string): string {
  return `import { createRemoteJWKSet, jwtVerify } from 'jose'

const keys = createRemoteJWKSet(new URL('${url}/.well-known/jwks.json'))
const rules = { issuer: '${url}', audience: 'latchkey', typ: 'at+jwt', algorithms: ['ES256'] }

export const verify = async (token) => (await jwtVerify(token, keys, rules)).payload`
}
