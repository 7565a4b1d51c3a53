import { Anchor, Button, Code, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Me, Stats } from '../../api/shapes.ts'
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
  const me = useMe()
  const { public_url: url } = me
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
          {/* Verifying HS256 takes the secret of this server: the guide says how to do without. */}
          {me.token_algorithm !== 'HS256' && <Command text={verifierFor(me)} />}
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

/** With a library that can be installed everywhere, and the values of this server. */
function verifierFor(me: Pick<Me, 'public_url' | 'token_algorithm' | 'token_audience'>): string {
  // Tokens without an audience are plain JWTs.
  const kind =
    me.token_audience === null ? "typ: 'JWT'" : `audience: '${me.token_audience}', typ: 'at+jwt'`
  return `import { createRemoteJWKSet, jwtVerify } from 'jose' // npm install jose

const keys = createRemoteJWKSet(new URL('${me.public_url}/.well-known/jwks.json'))
const rules = { issuer: '${me.public_url}', ${kind}, algorithms: ['${me.token_algorithm}'] }

export const verify = async (token) => (await jwtVerify(token, keys, rules)).payload`
}
