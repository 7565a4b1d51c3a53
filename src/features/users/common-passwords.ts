// Read at the first need: a server that never checks does not pay for the list in memory.
let commonPasswords: Promise<ReadonlySet<string>> | undefined

/** Whether the password, without its case, is on the list of widely used ones. */
export async function isCommonPassword(password: string): Promise<boolean> {
  commonPasswords ??= readList()
  return (await commonPasswords).has(password.toLowerCase())
}

async function readList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}
