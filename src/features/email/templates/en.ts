import type { Templates } from './template.ts'

export const en: Templates = {
  reset_password: {
    subject: 'Reset your password',
    body: `Somebody asked for a new password for your account at {{product}}. If it was you, type this code where you asked:

**{{code}}**

Or open this link to choose a new password:

{{link}}

The code works for 10 minutes, the link for 30, and each only once.

If it was not you, ignore this message. Nothing has changed.`,
  },
  password_changed: {
    subject: 'Your password was changed',
    body: `The password of your account at {{product}} was changed on {{time}}. All other sessions have ended.

If it was you, there is nothing to do.

If it was not you, choose a new password at once:

{{forgot}}`,
  },
  test: {
    subject: 'Email works',
    body: `This message shows that {{product}} can send email.`,
  },
}
