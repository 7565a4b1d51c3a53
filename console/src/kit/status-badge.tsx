import { Badge } from '@mantine/core'

export type Tone = 'ok' | 'warn' | 'fail' | 'neutral'

interface StatusBadgeProps {
  readonly tone: Tone
  readonly children: string
}

const signs: Record<Tone, string> = { ok: '●', warn: '▲', fail: '■', neutral: '○' }

/** A state in a word; shape and colour only repeat it. */
export function StatusBadge({ tone, children }: StatusBadgeProps) {
  return (
    <Badge
      className={`lk-badge lk-tone-${tone}`}
      leftSection={<span aria-hidden="true">{signs[tone]}</span>}
    >
      {children}
    </Badge>
  )
}
