/** Length of r and of s on the curve P-256, in bytes. */
const integerLength = 32

/** An ECDSA P-256 signature from DER to the `r ‖ s` of JWS (RFC 7518 §3.4). */
export function derToJose(der: Buffer): Buffer {
  const jose = Buffer.alloc(2 * integerLength)
  const rLength = der[3] ?? 0
  const r = der.subarray(4, 4 + rLength)
  const s = der.subarray(6 + rLength)
  copyRightAligned(r, jose, integerLength)
  copyRightAligned(s, jose, 2 * integerLength)
  return jose
}

/** The way back; undefined when the length is not that of `r ‖ s`. */
export function joseToDer(jose: Buffer): Buffer | undefined {
  if (jose.length !== 2 * integerLength) return undefined
  const r = derInteger(jose.subarray(0, integerLength))
  const s = derInteger(jose.subarray(integerLength))
  return Buffer.concat([Buffer.from([0x30, r.length + s.length]), r, s])
}

function copyRightAligned(integer: Buffer, target: Buffer, end: number): void {
  const significant = integer.length > integerLength ? integer.subarray(1) : integer
  significant.copy(target, end - significant.length)
}

/** DER wants the shortest form, with a zero byte in front where the first bit would read as a sign. */
function derInteger(bytes: Buffer): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  const shortest = bytes.subarray(start)
  const sign = (shortest[0] ?? 0) & 0x80 ? [0] : []
  return Buffer.concat([Buffer.from([0x02, shortest.length + sign.length, ...sign]), shortest])
}
