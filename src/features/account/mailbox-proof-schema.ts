import { Type } from '../../http/schema.ts'

export const exampleTicket = 'Zm9vYmFyYmF6cXV4MTIzNA.c2lnbmF0dXJl…'

export const Ticket = Type.Object(
  {
    ticket: Type.String({ description: 'Proves, together with the emailed code, who asked.' }),
    expires_in: Type.Integer({ description: 'How long the code works, in seconds.' }),
  },
  {
    title: 'Ticket',
    description: 'The same for every address, whether or not it has an account.',
    examples: [{ ticket: exampleTicket, expires_in: 600 }],
  },
)

/** What opens a link where there is no code. */
export const token = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'The part of the emailed link after the `#`.',
})

/** The members of a body that prove a mailbox. */
export const proof = {
  token: Type.Optional(
    Type.String({ maxLength: 200, description: 'The part of the emailed link after the `#`.' }),
  ),
  ticket: Type.Optional(
    Type.String({ maxLength: 200, description: 'The ticket of the request, with `code`.' }),
  ),
  code: Type.Optional(
    Type.String({ maxLength: 40, description: 'The emailed code; spaces are ignored.' }),
  ),
}
