import { createHmac } from 'node:crypto'
import type { Context } from '../../context.ts'
import { verificationCode } from '../../crypto/verification-secret.ts'
import {
  findVerificationById,
  type Verification,
} from '../verifications/verification-repository.ts'
import { emailKinds, type Locale, locales } from './email-kinds.ts'
import { linkOf } from './email-links.ts'
import type { QueuedEmail } from './email-repository.ts'
import { type Appearance, renderEmail } from './render-email.ts'
import type { OutgoingEmail } from './smtp-transport.ts'
import { readEffectiveText } from './texts/effective-text.ts'

/** Why an email of the queue can no longer be sent. */
export class ObsoleteEmailError extends Error {
  override readonly name = 'ObsoleteEmailError'
}

/**
 * Makes the message of a queued email. Link and code are made now, of the verification and SECRET_KEY: the queue holds neither.
 *
 * @throws {ObsoleteEmailError} when the verification was used or ran out, or the template is gone.
 */
export async function buildEmail(context: Context, queued: QueuedEmail): Promise<OutgoingEmail> {
  const kind = emailKinds.find((each) => each === queued.kind)
  if (!kind) throw new ObsoleteEmailError('There is no template of this kind.')
  const locale = locales.find((each) => each === queued.locale) ?? 'en'
  const template = await readEffectiveText(context.db, kind, locale)
  const rendered = await renderEmail(template, appearance(context, locale), {
    ...JSON.parse(queued.variables),
    ...commonVariables(context, locale, queued.createdAt),
    ...(queued.verificationId === null
      ? {}
      : await secretsOf(context, queued.verificationId, locale)),
  })
  return {
    ...rendered,
    recipient: queued.recipient,
    senderName: productName(context),
    messageId: messageIdOf(context, queued.id),
  }
}

/** What a message is called before the @, at every attempt. */
export function messageIdOf({ secrets }: Context, id: number): string {
  const mac = createHmac('sha256', secrets.verifications[0]).update(`email\n${id}`)
  return `${id}.${mac.digest('hex').slice(0, 16)}`
}

/** How every message looks. */
export function appearance(context: Context, locale: Locale): Appearance {
  const { BRAND_COLOR, SUPPORT_ADDRESS, TERMS_URL, PRIVACY_URL } = context.settings.values
  const { terms, privacy } = footerNames[locale]
  const links = [
    [terms, TERMS_URL],
    [privacy, PRIVACY_URL],
  ] as const
  return {
    locale,
    color: BRAND_COLOR,
    footer: {
      product: productName(context),
      supportAddress: SUPPORT_ADDRESS,
      links: links.filter(([, url]) => url !== ''),
    },
  }
}

const footerNames: Readonly<Record<Locale, { readonly terms: string; readonly privacy: string }>> =
  {
    en: { terms: 'Terms of service', privacy: 'Privacy policy' },
    de: { terms: 'Nutzungsbedingungen', privacy: 'Datenschutz' },
  }

/** What every text can show. */
export function commonVariables(
  context: Context,
  locale: Locale,
  at: number,
): Record<string, string> {
  const { publicUrl } = context.config
  return {
    product: productName(context),
    support: context.settings.values.SUPPORT_ADDRESS || productName(context),
    time: formatTime(locale, at),
    forgot: `${publicUrl}/account/forgot/`,
    security: `${publicUrl}/account/sessions/`,
  }
}

/** What people know the product as. */
export function productName({ config, settings }: Context): string {
  return settings.values.PRODUCT_NAME || new URL(config.publicUrl).hostname
}

export function formatTime(locale: Locale, time: number): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat(locale, options).format(time)} UTC`
}

async function secretsOf(
  context: Context,
  id: number,
  locale: Locale,
): Promise<Record<string, string>> {
  const verification = await findVerificationById(context.db, id)
  if (!verification || !isLive(context, verification)) {
    throw new ObsoleteEmailError('The link ran out before the email could be sent.')
  }
  const code = verificationCode(context.secrets.verifications[0], verification)
  return {
    code: `${code.slice(0, 4)} ${code.slice(4)}`,
    link: linkOf(context, verification),
    until: formatTime(locale, verification.expiresAt),
  }
}

function isLive({ now }: Context, { consumedAt, expiresAt }: Verification): boolean {
  return consumedAt === null && expiresAt > now()
}
