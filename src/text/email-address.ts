import { domainToASCII } from 'node:url'

/** The largest length of an address, in code points. */
export const maxEmailLength = 254

export const invalidEmailMessage = 'Enter a valid email address.'
export const emailTakenMessage = 'user with this email already exists.'

// As far as the older system looked. IDNA costs the square of the length, so more is not even tried.
const maxReadLength = 320

// The `u` and `i` flags together also admit the Kelvin sign and the long s, as the contract's pattern does.
const dotAtomPattern = /^[-!#$%&'*+/=?^_`{}|~0-9A-Z]+(\.[-!#$%&'*+/=?^_`{}|~0-9A-Z]+)*$/iu
const quotedPattern = /^"([!#-[\]-~]|\\[!-~])*"$/
const asciiDomainPattern = /^([A-Z0-9]([A-Z0-9-]{0,61}[A-Z0-9])?\.)+[A-Z0-9-]{2,63}(?<!-)$/i
const misleadingPattern =
  /\u3002|\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}/u

/** Whether this is an address that may have an account. */
export function isEmailAddress(text: string): boolean {
  if (text.length > maxReadLength) return false
  const { local, domain } = split(text)
  return (dotAtomPattern.test(local) || quotedPattern.test(local)) && isDomain(domain)
}

/** The address as it is kept and shown: as typed, with its domain lower-cased. */
export function displayFormOf(email: string): string {
  const { local, domain } = split(email)
  return `${local}@${domain.toLowerCase()}`
}

/**
 * The one form that decides whether two addresses are the same account: the local part without case (and
 * with the two compatibility letters folded), the domain as IDNA (UTS 46) writes it.
 */
export function normalizeEmail(email: string): string {
  const { local, domain } = split(email)
  return `${local.normalize('NFKC').toLowerCase()}@${domainToASCII(domain)}`
}

function isDomain(domain: string): boolean {
  if (asciiDomainPattern.test(domain) && isAscii(domain)) return true
  // Full-width letters, ligatures and the like look like another name, and what is invisible looks like none.
  if (isAscii(domain) || domain.normalize('NFKC') !== domain || misleadingPattern.test(domain)) {
    return false
  }
  // A few capitals, such as the Greek sigma, change the name when they are lower-cased to be shown.
  const ascii = domainToASCII(domain)
  return asciiDomainPattern.test(ascii) && domainToASCII(domain.toLowerCase()) === ascii
}

function isAscii(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text)
}

function split(email: string): { local: string; domain: string } {
  const at = email.lastIndexOf('@')
  return { local: email.slice(0, Math.max(at, 0)), domain: email.slice(at + 1) }
}
