const minute = 60_000

/** How long a code works, whatever its kind. */
export const codeLifetimeMilliseconds = 10 * minute

/** What a link or code can be for, with how long the link works. Milliseconds. */
export const verificationKinds = {
  reset_password: { lifetime: 30 * minute },
  confirm_email: { lifetime: 24 * 60 * minute },
  email_login: { lifetime: codeLifetimeMilliseconds },
  register: { lifetime: 60 * minute },
  invitation: { lifetime: 7 * 24 * 60 * minute },
  change_email: { lifetime: 60 * minute },
  /** To the address before; EMAIL_CHANGE_UNDO says how long. */
  undo_email_change: { lifetime: 7 * 24 * 60 * minute },
  /** As long as a deleted user can be restored. */
  restore_user: { lifetime: 30 * 24 * 60 * minute },
} as const

export type VerificationKind = keyof typeof verificationKinds

/** Guesses of one code. */
export const maxGuesses = 5
