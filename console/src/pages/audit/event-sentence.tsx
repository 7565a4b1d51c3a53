import type { AuditEvent } from '../../api/shapes.ts'
import { ObjectLink } from './object-link.tsx'

/** What happened, with the way to what it happened to where the sentence names it. */
export function EventSentence({ event }: { readonly event: AuditEvent }) {
  const { sentence, object } = event
  const place = object?.label ? sentence.indexOf(object.label) : -1
  if (!object || place < 0) return sentence
  return (
    <>
      {sentence.slice(0, place)}
      <ObjectLink event={event} />
      {sentence.slice(place + object.label.length)}
    </>
  )
}
