/** Where package.json is: the sources are one folder below, what is compiled of them is in build/server. */
export const projectFolder = new URL(
  import.meta.url.endsWith('.ts') ? '../' : '../../',
  import.meta.url,
)
