/** The nonce under which this page may add style elements; fresh in every answer of the server. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
}
