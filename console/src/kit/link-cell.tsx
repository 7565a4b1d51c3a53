import { Anchor } from '@mantine/core'
import { Link } from 'wouter'

interface LinkCellProps {
  readonly to: string
  readonly children: string
}

/** The way from a row to what it is about. */
export function LinkCell({ to, children }: LinkCellProps) {
  return (
    <Anchor component={Link} href={to} size="sm" className="lk-target lk-clip" title={children}>
      {children}
    </Anchor>
  )
}
