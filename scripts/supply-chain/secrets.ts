const maxLength = 1_000_000

/** Forms that only real credentials have. */
const forms: readonly (readonly [string, RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/],
  ['a key of AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50,})/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{20,}/],
  ['a key of Google', /\bAIza[\w-]{35}\b/],
  ['a live key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/],
]

const secretFiles =
  /(?:^|\/)(?:\.env(?:\.(?!example$)\w+)?|id_(?:rsa|ed25519|ecdsa)|[^/]+\.(?:pem|p12|pfx|key))$/

/** What in a committed file must not be there; the secret itself is not repeated. */
export function findSecrets(path: string, content: string): string[] {
  if (secretFiles.test(path)) return [`${path}: a file of this name may hold secrets`]
  const text = content.slice(0, maxLength)
  return forms.flatMap(([name, form]) => {
    const index = text.search(form)
    if (index < 0) return []
    return [`${path}:${text.slice(0, index).split('\n').length}: ${name}`]
  })
}
