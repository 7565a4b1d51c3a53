const storedLocale = localStorage.getItem('latchkey.locale') ?? 'en'

/** `pseudo` lengthens and brackets every text of the catalogue: what stays plain is hard-coded, what is cut shows. */
export const isPseudo = storedLocale === 'pseudo'

/** What `Intl` formats for. Dates and numbers follow the browser's region, texts the catalogue's language. */
export const locale = navigator.language.startsWith('en') ? navigator.language : 'en'
