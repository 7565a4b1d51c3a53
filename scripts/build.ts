import { build, isBuildable } from './build/build.ts'

/**
 * `npm run build`, and the first step of `npm start`, of the tests, the image and the package: brings what is built
 * up to date. `--if-possible` changes nothing where the development dependencies are missing, as on a server; what
 * it serves then, the server says itself.
 */
const isOptional = process.argv.includes('--if-possible')
if (!isOptional || isBuildable()) await build()
