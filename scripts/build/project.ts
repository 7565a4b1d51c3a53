import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const project = fileURLToPath(new URL('../../', import.meta.url))
