import { areCookiesLost, isCookieSecure } from '../../config/cookie-security.ts'
import type { Context } from '../../context.ts'

/** Whose name the pages for people have, as it is set now. */
export function pageBrand({ config, settings: { values } }: Context) {
  return {
    productName: values.PRODUCT_NAME,
    color: values.BRAND_COLOR,
    logo: values.LOGO,
    supportAddress: values.SUPPORT_ADDRESS,
    termsUrl: values.TERMS_URL,
    privacyUrl: values.PRIVACY_URL,
    environmentLabel: config.environmentLabel,
    needsTls: isCookieSecure(config),
    lacksTls: areCookiesLost(config),
  }
}
