/** The path below which a proxy serves the server; empty at the root. */
export const base = document.documentElement.dataset['base'] ?? ''
