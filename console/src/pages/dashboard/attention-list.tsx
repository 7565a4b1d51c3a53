import { Anchor, Group } from '@mantine/core'
import { Link } from 'wouter'
import type { Stats } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'
import { Section } from '../../kit/section.tsx'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { base } from '../../state/base.ts'

/** What somebody should look at, each with the way to where it is put right. */
export function AttentionList({ attention }: Pick<Stats, 'attention'>) {
  if (attention.length === 0) return undefined
  return (
    <Section title={t('dashboard.attention')}>
      <ul className="lk-list">
        {attention.map(({ id, severity, text, link }) => (
          <li key={id}>
            <Group gap="xs">
              <StatusBadge tone={severity === 'error' ? 'fail' : 'warn'}>
                {t(`severity.${severity}`)}
              </StatusBadge>
              <span className="lk-grow lk-break">{text}</span>
              <FixLink to={link} />
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Within the console, or to the manual. */
function FixLink({ to }: { readonly to: string }) {
  return to.startsWith('/admin/') ? (
    <Anchor component={Link} href={to.replace(/^\/admin/, '')} size="sm" className="lk-target">
      {t('dashboard.fix')}
    </Anchor>
  ) : (
    <Anchor href={base + to} size="sm" className="lk-target">
      {t('dashboard.fix')}
    </Anchor>
  )
}
