import type { Config } from '../../../config/read-config.ts'
import type { Rule } from './finding.ts'

const isSecure = ({ publicUrl }: Config) => publicUrl.startsWith('https://')
const environment = '/docs/reference/environment/'
const reverseProxy = '/docs/guides/reverse-proxy/'

export const addressRules: readonly Rule[] = [
  {
    id: 'public_url_missing',
    severity: 'error',
    applies: ({ config }) => !config.given.has('PUBLIC_URL'),
    text: ({ config }) => `PUBLIC_URL is not set: tokens and links name ${config.publicUrl}.`,
    fix: 'Set PUBLIC_URL to the address that clients use, such as https://auth.example.com.',
    link: environment,
  },
  {
    id: 'public_url_insecure',
    severity: 'error',
    applies: ({ config }) => config.given.has('PUBLIC_URL') && !isSecure(config),
    text: 'PUBLIC_URL is not https: passwords and tokens would travel in the clear.',
    fix: 'Put a proxy that ends TLS in front, and set PUBLIC_URL to its https address.',
    link: reverseProxy,
  },
  {
    id: 'allowed_hosts_any',
    severity: 'error',
    applies: ({ config }) => config.allowedHosts.includes('*'),
    text: 'ALLOWED_HOSTS=* lets anybody put their own host into the links this server makes.',
    fix: 'Remove it; the host of PUBLIC_URL is allowed by itself.',
    link: environment,
  },
  {
    id: 'email_missing',
    severity: 'warning',
    applies: ({ config }) => config.smtp === undefined,
    text: 'SMTP_URL is not set: who forgets the password needs an administrator.',
    fix: 'Set SMTP_URL and MAIL_FROM, then run: latchkey email test --to you@example.com',
    link: '/docs/guides/email/',
  },
  {
    id: 'trusted_proxies_missing',
    severity: 'warning',
    applies: ({ config }) => isSecure(config) && config.trustedProxies.length === 0,
    text: 'TRUSTED_PROXIES is not set: behind a proxy all clients have its address, and share its limits.',
    fix: 'Set TRUSTED_PROXIES to the address or range of the proxy that terminates TLS.',
    link: reverseProxy,
  },
  {
    id: 'trusted_proxies_any',
    severity: 'error',
    applies: ({ config }) => config.trustedProxies.some(({ prefixLength }) => prefixLength === 0),
    text: 'TRUSTED_PROXIES covers every address: clients can name any as theirs and escape all limits.',
    fix: 'Name the proxies alone, such as 10.0.0.0/8.',
    link: reverseProxy,
  },
]
