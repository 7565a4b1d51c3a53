/** What is looked at in package-lock.json. */
export interface LockFile {
  readonly lockfileVersion: number
  readonly packages: Readonly<Record<string, LockedPackage>>
}

interface LockedPackage {
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const registry = 'https://registry.npmjs.org/'
const dependencyKinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const

/** Every package comes from the registry, which npm leaves out, with a strong checksum; the file belongs to package.json. */
export function findLockFileFaults(
  { lockfileVersion, packages }: LockFile,
  manifest: LockedPackage,
): string[] {
  const isKnown = lockfileVersion === 3
  return [
    ...(isKnown ? [] : [`package-lock.json: version ${lockfileVersion}`]),
    ...findDifferences(manifest, packages[''] ?? {}),
    ...installed(packages).flatMap(([path, { resolved = registry, integrity = '' }]) => [
      ...(resolved.startsWith(registry) ? [] : [`${path}: comes from ${resolved}`]),
      ...(integrity.startsWith('sha512-') ? [] : [`${path}: has no checksum by SHA-512`]),
    ]),
  ]
}

function findDifferences(manifest: LockedPackage, root: LockedPackage): string[] {
  return dependencyKinds.flatMap((kind) => {
    const [wanted, locked] = [manifest[kind] ?? {}, root[kind] ?? {}]
    return Object.keys({ ...wanted, ...locked })
      .filter((name) => wanted[name] !== locked[name])
      .map((name) => `${name}: package.json: ${wanted[name]}, package-lock.json: ${locked[name]}`)
  })
}

/** What may be passed on together with a program under the MIT license. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
])
/** Only tools that are not passed on may have these. */
const forTools = new Set(['MPL-2.0', 'Python-2.0'])
/** Their manifests name no license; their repositories do. */
const known = new Map([
  ['node_modules/decko', 'MIT'],
  ['node_modules/stickyfill', 'MIT'],
])

/** Every license is known and allows what is done with the package. */
export function findLicenseFaults({ packages }: LockFile): string[] {
  return installed(packages).flatMap(([path, { license = known.get(path), dev = false }]) => {
    if (license === undefined) return [`${path}: has no license`]
    const isAllowed = license
      .replace(/[()]/g, '')
      .split(' OR ')
      .some((each) => permissive.has(each) || (dev && forTools.has(each)))
    return isAllowed ? [] : [`${path}: the license ${license} is not among those allowed`]
  })
}

function installed(packages: LockFile['packages']): [string, LockedPackage][] {
  return Object.entries(packages).filter(
    ([path, { link = false }]) => path.includes('node_modules/') && !link,
  )
}
