/** The direction of imports, as docs/architecture.md has it. */
const features = 'src/features/'

/** Features from the one that may import all others to those that import none. */
const featureOrder = [
  ['admin', 'operations', 'statistics'],
  ['account', 'groups'],
  ['users'],
  ['sessions'],
  ['keys', 'settings'],
  ['permissions', 'audit', 'activity'],
]

const upwardRules = featureOrder.slice(1).map((names, index) => ({
  name: `features-upward-from-${names.join('-')}`,
  comment: 'A feature imports only features further down in the order.',
  severity: 'error',
  from: { path: `^${features}(${names.join('|')})/` },
  to: {
    path: `^${features}(${featureOrder
      .slice(0, index + 1)
      .flat()
      .join('|')})/`,
  },
}))

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'foundation-knows-no-feature',
      comment: 'http, database and security may be read without knowing any feature.',
      severity: 'error',
      from: { path: '^src/(http|database|crypto|config|errors|config/)' },
      to: { path: `^${features}` },
    },
    {
      name: 'security-is-pure',
      comment: 'Cryptography knows neither SQL nor HTTP.',
      severity: 'error',
      from: { path: '^src/crypto/' },
      to: { path: '^src/(?!crypto/)|node_modules/(fastify|kysely|pg|better-sqlite3)/' },
    },
    {
      name: 'only-storage-knows-kysely',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/database/|-repository\\.ts$|sessions/validity\\.ts$',
      },
 },
      to: { path: 'node_modules/kysely/' },
    },
    {
      name: 'only-routes-know-http',
      comment: 'A use case or repository that knows HTTP cannot be called from the command line.',
      severity: 'error',
      from: {
        path: `^${features}`,
        pathNot: '-(routes|pages|route|guard|schema)\\.ts$|/admin/|/routes/',
      },
      to: { path: '^src/http/|node_modules/fastify/' },
    },
    {
      name: 'features-know-no-face',
      severity: 'error',
      from: { path: `^${features}` },
      to: { path: '^src/(cli|pages|app|server|main)' },
    },
    {
      name: 'console-is-a-client',
      comment: 'The console uses the HTTP API like anybody else.',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^src/' },
    },
    ...upwardRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
