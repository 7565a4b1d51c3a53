import { builtNames } from '../http/built-files.ts'

const names = builtNames('pages')

/** Without a build the pages can still be read, and have neither style nor script. */
const pathOf = (name: string) => `/api/-/assets/${names[name] ?? name}`

/** Where pages find their files: the names carry hashes, so that they can be kept for ever. */
export const pageFiles = {
  script: pathOf('browsable.js'),
  style: pathOf('browsable.css'),
  icon: pathOf('icon.svg'),
  swagger: pathOf('swagger.js'),
  redoc: pathOf('redoc.js'),
  documentStyle: pathOf('documents.css'),
  manualIndex: pathOf('manual-index.json'),
  manualScript: pathOf('manual.js'),
  manualStyle: pathOf('manual.css'),
  swaggerScript: pathOf('swagger-ui-bundle.js'),
  swaggerStyle: pathOf('swagger-ui.css'),
  redocScript: pathOf('redoc.standalone.js'),
} as const
