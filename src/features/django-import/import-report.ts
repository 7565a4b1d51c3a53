export const importKinds = [
  'users',
  'groups',
  'memberships',
  'permissions',
  'settings',
  'sessions',
] as const

export type ImportKind = (typeof importKinds)[number]

export interface ImportCounts {
  found: number
  new: number
  updated: number
  unchanged: number
  rejected: number
}

/** A row that was not taken: which, and why. */
export interface Rejection {
  readonly kind: ImportKind
  /** The id of the row there; two ids for a row of a join table; the name of a setting. */
  readonly row: string
  readonly column: string
  /** Never a password or a token. */
  readonly value: string
  readonly reason: string
}

/** What an import did, or a dry run would do. */
export class ImportReport {
  readonly counts = Object.fromEntries(
    importKinds.map((kind) => [kind, { found: 0, new: 0, updated: 0, unchanged: 0, rejected: 0 }]),
  ) as Readonly<Record<ImportKind, ImportCounts>>
  readonly rejections: Rejection[] = []

  count(kind: ImportKind, outcome: keyof ImportCounts, times = 1): void {
    this.counts[kind][outcome] += times
  }

  reject(rejection: Rejection): void {
    this.counts[rejection.kind].rejected += 1
    this.rejections.push(rejection)
  }
}
