// Without the letters and digits that are taken for each other.
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
const groups = 5
const groupLength = 5

/** A password of 25 random characters (145 bits) in groups that can be read out. */
export function generatePassword(): string {
  const part = () => Array.from({ length: groupLength }, randomLetter).join('')
  return Array.from({ length: groups }, part).join('-')
}

/** Every letter equally likely: bytes beyond the last whole multiple of the alphabet are thrown away. */
function randomLetter(): string {
  const limit = 256 - (256 % alphabet.length)
  for (;;) {
    const [byte = limit] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < limit) return alphabet[byte % alphabet.length] ?? ''
  }
}
