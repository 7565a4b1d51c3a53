import { normalizeEmail } from '../../text/email-address.ts'
import { listDjangoEmails } from './django-repository.ts'
import { readBoolean, readId, readText } from './django-values.ts'
import { type ImportRun, type Preference, pagesById } from './import-run.ts'

/** Users who lose their email to another one, by id, with the reason. */
export type Duplicates = ReadonlyMap<number, string>

interface Namesake {
  readonly id: number
  readonly isSuperuser: boolean
}

/** Finds users whose emails are one here although they are spelled differently there. */
export async function findDuplicates(run: ImportRun): Promise<Duplicates> {
  const losers = new Map<number, string>()
  for (const users of (await readNamesakes(run)).values()) {
    const chosen = run.preference && choose(users, run.preference)
    for (const { id } of users) {
      if (id === chosen?.id) continue
      const others = users.map((user) => user.id).filter((other) => other !== id)
      losers.set(id, `The same email as user ${others.join(', ')}, which is one user here.`)
    }
  }
  return losers
}

/** Users by email, of emails that several have. Of all others nothing is kept but the first user. */
async function readNamesakes({ source, schema }: ImportRun): Promise<Map<string, Namesake[]>> {
  const firstByEmail = new Map<string, Namesake>()
  const namesakes = new Map<string, Namesake[]>()
  for await (const rows of pagesById((page) => listDjangoEmails(source, schema, page))) {
    for (const { id, email, is_superuser } of rows) {
      if (readText(email) === '') continue
      const key = normalizeEmail(readText(email))
      const user = { id: readId(id), isSuperuser: readBoolean(is_superuser) }
      const first = firstByEmail.get(key)
      if (first) namesakes.set(key, [...(namesakes.get(key) ?? [first]), user])
      else firstByEmail.set(key, user)
    }
  }
  return namesakes
}

function choose(users: readonly Namesake[], preference: Preference): Namesake | undefined {
  if (preference === 'newest') return users.at(-1)
  return preference === 'oldest' ? users[0] : users.find(({ isSuperuser }) => isSuperuser)
}
