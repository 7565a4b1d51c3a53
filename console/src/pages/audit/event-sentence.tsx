import { Fragment } from 'react'
import type { AuditEvent } from '../../api/shapes.ts'
import { Timestamp } from '../../kit/timestamp.tsx'
import { ObjectLink } from './object-link.tsx'

/** What happened, linked to its object where the sentence names it. */
export function EventSentence({ event }: { readonly event: AuditEvent }) {
  const { sentence, object } = event
  const place = object?.label ? sentence.indexOf(object.label) : -1
  if (!object || place < 0) return <WithLocalTimes text={sentence} />
  return (
    <>
      <WithLocalTimes text={sentence.slice(0, place)} />
      <ObjectLink event={event} />
      <WithLocalTimes text={sentence.slice(place + object.label.length)} />
    </>
  )
}

// As the server writes them: "Feb 1, 2030, 08:30 UTC".
const serverTime =
  /((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}, \d{4}, \d\d:\d\d UTC)/

/** The server says times in UTC, the console in the zone that its reader has chosen. */
function WithLocalTimes({ text }: { readonly text: string }) {
  return text.split(serverTime).map((part, index) => {
    const isTime = index % 2 === 1
    const at = isTime ? Date.parse(part.replace(/^(\w+) (\d+), (\d+),/, '$2 $1 $3')) : Number.NaN
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence do not move.
      <Fragment key={index}>
        {Number.isNaN(at) ? part : <Timestamp at={new Date(at).toISOString()} isExact />}
      </Fragment>
    )
  })
}
