import { areCookiesLost, isCookieSecure } from '../../config/cookie-security.ts'
import type { Context } from '../../context.ts'

/** Whose name the pages for people have, as it is set now. */
export function pageBrand({ config, settings }: Context) {
  return {
    productName: settings.values.PRODUCT_NAME,
    color: settings.values.BRAND_COLOR,
    environmentLabel: config.environmentLabel,
    needsTls: isCookieSecure(config),
    lacksTls: areCookiesLost(config),
  }
}
