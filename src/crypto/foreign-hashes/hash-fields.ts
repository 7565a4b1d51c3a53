/** Reads a plain decimal: no sign, no leading zero, no more than `maximum`. */
export function readInteger(text: string, maximum: number): number | undefined {
  if (!/^[1-9][0-9]{0,9}$/.test(text)) return undefined

  const number = Number(text)
  return number <= maximum ? number : undefined
}

/** Reads padded base64; other spellings of the same bytes are refused. */
export function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')

  return bytes.toString('base64') === text ? bytes : undefined
}

/** Reads base64 as PHC strings write it, without padding. */
export function readUnpaddedBase64(text: string): Buffer | undefined {
  return readBase64(text + '='.repeat((4 - (text.length % 4)) % 4))
}
