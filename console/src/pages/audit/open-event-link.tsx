import { Anchor } from '@mantine/core'
import { formatQuery } from '../../api/query.ts'
import type { AuditEvent } from '../../api/shapes.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { useUrlState } from '../../state/use-url-state.ts'

/** The time of an event; following it opens the event on the same page. */
export function OpenEventLink({ event }: { readonly event: AuditEvent }) {
  const [url, change] = useUrlState()
  return (
    <Anchor
      size="sm"
      className="lk-target"
      href={formatQuery({ ...url, event: event.id })}
      onClick={(click) => {
        if (click.ctrlKey || click.metaKey || click.shiftKey) return
        click.preventDefault()
        change({ event: String(event.id) })
      }}
    >
      <Timestamp at={event.at} />
    </Anchor>
  )
}
