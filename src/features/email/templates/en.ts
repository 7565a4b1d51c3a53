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
  email_changed: {
    subject: 'Your email address was changed',
    body: `The email address of your account at {{product}} was changed on {{time}}. Messages about the account no longer go to this address.

If it was you, there is nothing to do.

If it was not you, write to {{support}} at once. They can change it back.`,
  },
  email_changed_undo: {
    subject: 'Your email address was changed',
    body: `The email address of your account at {{product}} was changed on {{time}}. Messages about the account no longer go to this address.

If it was you, there is nothing to do.

If it was not you, take the account back. This link restores your address, asks for a new password and logs everybody else out. It works until {{until}}:

{{link}}`,
  },
  email_change_request: {
    subject: 'Somebody wants to change your email address',
    body: `On {{time}} somebody who was logged in to your account at {{product}} asked for another email address. It takes effect once the new address is confirmed.

If it was you, there is nothing to do here.

If it was not you, choose a new password at once. That ends all other sessions and stops the change:

{{forgot}}`,
  },
  change_email: {
    subject: 'Confirm your new email address',
    body: `Please confirm that this is the new address for your account at {{product}}. Type this code where you were asked for it:

**{{code}}**

Or open this link:

{{link}}

The code works for 10 minutes, the link for an hour.

If you do not know what this is about, ignore this message. Nothing has changed.`,
  },
  email_taken: {
    subject: 'You already have an account',
    body: `Somebody wanted to use this address for another account at {{product}}. It belongs to yours, so nothing has changed.

If it was you, log in with this address. If you have forgotten your password, choose a new one here:

{{forgot}}

If it was not you, ignore this message.`,
  },
  account_deleted: {
    subject: 'Your account was deleted',
    body: `Your account at {{product}} was deleted on {{time}}, and all sessions have ended.

If that is what you wanted, there is nothing to do.

If you change your mind, or if it was not you, this link restores the account with your password. It works until {{until}}; after that the account is removed for good:

{{link}}`,
  },
  new_device: {
    subject: 'New login to your account',
    body: `Someone logged in to your account at {{product}} on {{time}}, with a browser or app or from a network that you had not used before:

{{device}}, IP address {{address}}

If it was you, there is nothing to do.

If it was not you, choose a new password at once. That ends all sessions:

{{forgot}}`,
  },
  login_failures: {
    subject: 'Too many failed logins to your account',
    body: `Someone entered so many wrong passwords for your account at {{product}} on {{time}} that nobody can log in to it for a while. The last one came from IP address {{address}}.

If it was you and you have forgotten your password, choose a new one. That works at once:

{{forgot}}

If it was not you, your password has not been guessed, and there is nothing to do. This message is sent once a day at most.`,
  },
  permissions_changed: {
    subject: 'Your permissions in the console were changed',
    body: `Your role, groups or permissions in the console of {{product}} were changed on {{time}}.

If you expected that, there is nothing to do.

If not, ask another administrator: the audit log shows what was changed and by whom.`,
  },
  confirm_email: {
    subject: 'Confirm your email address',
    body: `Please confirm that this is your address for your account at {{product}}. Type this code where you were asked for it:

**{{code}}**

Or open this link:

{{link}}

The code works for 10 minutes, the link for a day.

If you do not know what this is about, ignore this message.`,
  },
  email_login: {
    subject: 'Your login code',
    body: `Type this code where you are logging in to {{product}}:

**{{code}}**

It works once, for 10 minutes. Nobody from us will ever ask you for it.

If you are not logging in, ignore this message.`,
  },
  register: {
    subject: 'Complete your registration',
    body: `Somebody registered at {{product}} with this address. If it was you, type this code where you registered:

**{{code}}**

Or open this link and choose a password:

{{link}}

The code works for 10 minutes, the link for an hour.

If it was not you, ignore this message. Nothing has been created.`,
  },
  already_registered: {
    subject: 'You already have an account',
    body: `Somebody registered at {{product}} with this address, which already has an account. If it was you, log in, or choose a new password here:

{{forgot}}

If it was not you, ignore this message. Nothing has changed.`,
  },
  invitation: {
    subject: 'You are invited',
    body: `You are invited to {{product}}. This link creates your account; you choose the password. It works once, until {{until}}:

{{link}}

If you do not expect this, ignore this message. Nothing has been created.`,
  },
  test: {
    subject: 'Email works',
    body: `This message shows that {{product}} can send email.`,
  },
}
