/** The characters of RFC 3986, and none that ends an address in a message. */
const addressCharacters = /^[\w.~:/?#@!$&'()*+,;=%[\]-]+$/

/** What is wrong with an address that people are sent to; undefined when it can be used. */
export function webUrlIssue(text: string): string | undefined {
  const url = addressCharacters.test(text) && URL.canParse(text) ? new URL(text) : undefined
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url?.hostname ?? '')
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)
  if (!url || !isWeb) return 'Must be an https:// URL, or http:// on localhost.'
  return url.username || url.password ? 'Must not contain a user name or password.' : undefined
}

/** The same for a page of an application that gets the secret of an emailed link, and the kind of the link if it asks. */
export function linkUrlIssue(text: string): string | undefined {
  const issue = webUrlIssue(text.replaceAll(/\{(token|kind)\}/g, 'x'))
  if (issue) return issue
  const host = /^https?:\/\/[^/?#]*/.exec(text)?.[0] ?? ''
  if (host.includes('{')) return 'The host name must not depend on the link.'
  return text.split('{token}').length === 2 ? undefined : 'Must contain {token} once.'
}
