import { Anchor, Breadcrumbs, Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { t } from '../i18n/translate.ts'
import { useNavigated } from '../shell/navigated.ts'

export interface Crumb {
  readonly label: string
  readonly to: string
}

interface PageHeaderProps {
  readonly title: string
  /** The pages above, without the dashboard. */
  readonly crumbs?: readonly Crumb[]
  readonly lead?: ReactNode
  readonly actions?: ReactNode
}

/** The one h1 of a page, its place and its title; takes the focus when people come here from another page. */
export function PageHeader({ title, crumbs = [], lead, actions }: PageHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const hasNavigated = useNavigated()

  useEffect(() => {
    document.title = `${title} · ${t('app.admin')} · ${location.host}`
  }, [title])
  useEffect(() => {
    if (hasNavigated()) heading.current?.focus()
  }, [hasNavigated])

  return (
    <header className="lk-page-header">
      <nav aria-label={t('app.breadcrumbs')}>
        <Breadcrumbs separatorMargin={6}>
          {[{ label: t('app.admin'), to: '/' }, ...crumbs].map(({ label, to }) => (
            <Anchor key={to} component={Link} href={to} size="sm" className="lk-target">
              {label}
            </Anchor>
          ))}
          <Text size="sm" c="dimmed" aria-current="page" className="lk-break">
            {title}
          </Text>
        </Breadcrumbs>
      </nav>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className="lk-page-title">
          <Title order={1} ref={heading} tabIndex={-1} className="lk-break">
            {title}
          </Title>
          {lead && (
            <Text component="div" c="dimmed" size="sm" mt={4}>
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </header>
  )
}
