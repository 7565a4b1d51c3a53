import type { AuditEvent } from '../../api/shapes.ts'
import { LinkCell } from '../../kit/link-cell.tsx'

const pagesOfObjects: Readonly<Record<string, string>> = {
  user: '/users/',
  group: '/groups/',
  session: '/sessions/',
}

/** What it was done to, and the way there where there is one. */
export function ObjectLink({ event: { object } }: { readonly event: AuditEvent }) {
  if (!object) return undefined
  const label = object.label || `${object.type} ${object.id}`
  const page = pagesOfObjects[object.type]
  if (page) return <LinkCell to={`${page}${object.id}/`}>{label}</LinkCell>
  if (object.type === 'setting') {
    return <LinkCell to={`/constance/config/history/?key=${object.id}`}>{label}</LinkCell>
  }
  return label
}
