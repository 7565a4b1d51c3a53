/** The direction of imports, as docs/architecture.md has it. */
const features = 'src/features/'

/** Features in the order in which they may import each other: each only those further down, never sideways. */
const featureOrder = [
  'admin',
  'django-import',
  'statistics',
  'operations',
  'account',
  'invitations',
  'groups',
  'users',
  'sessions',
  'authentication',
  'email',
  'verifications',
  'keys',
  'settings',
  'audit',
  'permissions',
  'activity',
]

const upwardRules = featureOrder.slice(1).map((name, index) => ({
  name: `features-upward-from-${name}`,
  comment:
    'A use case imports only features further down in the order. Repositories are below all use cases.',
  severity: 'error',
  from: { path: `^${features}${name}/` },
  to: {
    path: `^${features}(${featureOrder.slice(0, index + 1).join('|')})/`,
    pathNot: '(-repository|users/email-address)\\.ts$',
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
      name: 'http-knows-nothing-of-django',
      comment: 'What exists only because of the older API is in http/django; app.ts puts it in.',
      severity: 'error',
      from: { path: '^src/(http/(?!django/)|features/)' },
      to: { path: '^src/http/django/' },
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
      to: { path: 'node_modules/kysely/' },
    },
    {
      name: 'sessions-begin-in-one-place',
      comment: 'A way in that inserted sessions by itself could forget a rule.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/features/sessions/open-session\\.ts$' },
      to: { path: '^src/features/sessions/session-opening-repository\\.ts$' },
    },
    {
      name: 'only-routes-know-http',
      comment: 'A use case or repository that knows HTTP cannot be called from the command line.',
      severity: 'error',
      from: {
        path: `^${features}`,
        pathNot: '-(routes|pages|route|guard|schema)\\.ts$|/admin/|/routes/|/account/pages/',
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
    {
      name: 'packages-are-clients',
      comment: 'What is published on its own uses the HTTP API like anybody else.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(src|console|scripts)/' },
    },
    {
      name: 'server-uses-no-package',
      severity: 'error',
      from: { path: '^(src|console)/' },
      to: { path: '^packages/' },
    },
    {
      name: 'repositories-know-no-use-case',
      severity: 'error',
      from: { path: `^${features}.*-repository\\.ts$` },
      to: {
        path: `^${features}`,
        pathNot: '-repository\\.ts$|sessions/validity\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
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
