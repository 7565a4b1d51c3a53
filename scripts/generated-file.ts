/** A committed file that is made from the sources; its path is relative to the project. */
export interface GeneratedFile {
  readonly path: string
  readonly content: string
}

export type Generator = () => readonly GeneratedFile[] | Promise<readonly GeneratedFile[]>
