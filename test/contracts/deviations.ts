/**
 * Cases whose recorded answer contradicts another recorded rule, with the answer given instead and why.
 * docs/decisions/0021 explains it.
 */
export const deviations: Readonly<Record<string, { status: number; body: unknown }>> = {
  // Of a repeated member the last counts (refresh, logout and form cases), and it has six characters, where
  // other cases of the same mode refuse fewer than eight.
  'register.body.json-duplicate-key': {
    status: 400,
    body: {
      password: ['This password is too short. It must contain at least 8 characters.'],
    },
  },
}
