// The server's clock decides what is over; this browser's may be wrong. Renewed by every `GET me/`.
let aheadMilliseconds = 0

export function setServerTime(serverTime: string): void {
  aheadMilliseconds = Date.parse(serverTime) - Date.now()
}

/** Now, by the server's clock. */
export function serverNow(): number {
  return Date.now() + aheadMilliseconds
}
