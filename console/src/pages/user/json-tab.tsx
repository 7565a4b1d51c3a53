import { Code, Group } from '@mantine/core'
import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { CopyButton } from '../../kit/copy-button.tsx'
import { Section } from '../../kit/section.tsx'

/** The user as the API tells it. */
export function JsonTab({ user }: { readonly user: UserDetail }) {
  const text = JSON.stringify(user, undefined, 2)
  return (
    <Section
      title={t('user.json')}
      actions={
        <Group>
          <CopyButton text={text} label={t('json.copy')} />
        </Group>
      }
    >
      <Code block className="lk-json" tabIndex={0}>
        {text}
      </Code>
    </Section>
  )
}
