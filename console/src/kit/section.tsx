import { Group, Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

interface SectionProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly isDangerous?: boolean
}

/** A titled part of a page. */
export function Section({ title, actions, children, isDangerous = false }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={isDangerous ? 'lk-card lk-danger' : 'lk-card'}>
      <Group justify="space-between" mb="sm">
        <Title order={2} id={id}>
          {title}
        </Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </section>
  )
}
