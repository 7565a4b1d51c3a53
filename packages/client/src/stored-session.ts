import {
  describe,
  isSameSession,
  parseRecord,
  type SessionDetails,
  type SessionRecord,
} from './session-record.ts'
import type { SessionStore } from './stores.ts'

export type AuthEvent =
  | 'INITIAL_SESSION'
  | 'SIGNED_IN'
  | 'TOKEN_REFRESHED'
  | 'USER_UPDATED'
  | 'STEPPED_UP'
  | 'SIGNED_OUT'
  | 'STORAGE_FAILED'

/** Why a session is over; undefined where another tab or the user ended it in the store. */
export type SignOutReason = 'logout' | 'session_expired' | 'refresh_token_reused' | undefined

export type AuthListener = (
  event: AuthEvent,
  session: SessionDetails | null,
  reason?: SignOutReason,
) => void

export type StoredSession = ReturnType<typeof storedSession>

/** The session in the store; who listens hears what changes there. */
export function storedSession(key: string, store: SessionStore, notify: AuthListener) {
  let known = parseRecord(store.read(key))
  const sync = () => store.sync?.(key)

  function tell(record: SessionRecord | undefined, event: AuthEvent, reason?: SignOutReason): void {
    known = record
    notify(event, describe(record), reason)
  }

  return {
    sync,
    /** Settles when the storage was read for the first time; undefined where that takes no time. */
    loaded: sync()?.then(() => {
      known = parseRecord(store.read(key))
    }),
    read(): SessionRecord | undefined {
      const record = parseRecord(store.read(key))
      if (record?.refresh !== known?.refresh) tell(record, eventOf(known, record))
      return record
    },
    write(record: SessionRecord, event: AuthEvent): void {
      store.write(key, JSON.stringify(record))
      tell(record, event)
    },
    /** Who refreshes says so, and until when the others leave it alone. */
    announce({ refresh }: SessionRecord, busyUntil: number): void {
      const current = parseRecord(store.read(key))
      // Nothing is put back that was taken out or replaced in the meantime.
      if (current?.refresh !== refresh) return
      store.write(key, JSON.stringify({ ...current, busyUntil }))
    },
    clear(reason: SignOutReason): void {
      store.clear(key)
      if (known) tell(undefined, 'SIGNED_OUT', reason)
    },
  }
}

function eventOf(known: SessionRecord | undefined, record: SessionRecord | undefined): AuthEvent {
  if (!record) return 'SIGNED_OUT'
  return known && isSameSession(known, record) ? 'TOKEN_REFRESHED' : 'SIGNED_IN'
}
