// Generated from the routes by `npm run generate`; not edited by hand.

export interface components {
    schemas: {
        /** @description The account was deleted, and all sessions ended. */
        readonly AccountDeleted: {
            /**
             * @description Always this sentence.
             * @enum {string}
             */
            readonly success: "Account deleted.";
            /** @description Until when the account can be restored: with the emailed link, or by an administrator. */
            readonly restorable_until: string;
        };
        readonly Credentials: {
            /**
             * Format: email
             * @description Email address of the account.
             */
            readonly email: string;
            /** @description Its password. Leading and trailing whitespace is removed. */
            readonly password: string;
        };
        readonly EmailChange: {
            /**
             * Format: email
             * @description The new address.
             */
            readonly email: string;
        };
        /** @description The address is confirmed. */
        readonly EmailConfirmed: {
            /** @description The confirmed address. */
            readonly email: string;
            /**
             * @description Always true.
             * @enum {boolean}
             */
            readonly email_verified: true;
        };
        readonly EmailLogin: {
            /** @description The ticket of the request. */
            readonly ticket: string;
            /** @description The emailed code; spaces are ignored. */
            readonly code: string;
        };
        readonly EmailLoginRequest: {
            /**
             * Format: email
             * @description Email address of the account.
             */
            readonly email: string;
        };
        /** @description Either `ticket` and `code`, or `token` with your access token or password. */
        readonly EmailProof: {
            /** @description The part of the emailed link after the `#`. */
            readonly token?: string;
            /** @description The ticket of the request, with `code`. */
            readonly ticket?: string;
            /** @description The emailed code; spaces are ignored. */
            readonly code?: string;
            /** @description The password of the account, with `token` and without an access token. */
            readonly password?: string;
        };
        /** @description The sessions were ended. */
        readonly EndedSessions: {
            /** @description Number of sessions that ended. */
            readonly ended: number;
        };
        /** @description Either `ticket` and `code`, or `token`. */
        readonly MailboxProof: {
            /** @description The part of the emailed link after the `#`. */
            readonly token?: string;
            /** @description The ticket of the request, with `code`. */
            readonly ticket?: string;
            /** @description The emailed code; spaces are ignored. */
            readonly code?: string;
        };
        /** @description One of your console sessions. */
        readonly OwnConsoleSession: {
            /** @description Console session ID. */
            readonly id: number;
            /** @description Client, derived from the user agent. */
            readonly client: string;
            /** @description IP address of the login. */
            readonly address: string | null;
            /** @description Login time. */
            readonly created_at: string;
            /** @description Last use. */
            readonly last_used_at: string;
            /** @description When it expires unless it is used. */
            readonly expires_at: string;
        };
        /** @description One of your sessions. */
        readonly OwnSession: {
            /** @description Session ID. */
            readonly id: number;
            /** @description Whether this session makes the request. */
            readonly is_current: boolean;
            /** @description Client, derived from the user agent. */
            readonly client: string;
            /** @description IP address of the last refresh. */
            readonly address: string | null;
            /** @description Login time. */
            readonly created_at: string;
            /** @description Last refresh. */
            readonly last_used_at: string;
            /** @description When it expires unless it is refreshed. */
            readonly expires_at: string;
        };
        /** @description Your active sessions. */
        readonly OwnSessions: {
            /** @description Newest first, at most 200. */
            readonly results: readonly components["schemas"]["OwnSession"][];
            /** @description Sessions of the console, newest first; empty unless you are staff. */
            readonly console: readonly components["schemas"]["OwnConsoleSession"][];
        };
        readonly PasswordChange: {
            /** @description The current password; not needed by users who have none. */
            readonly current_password?: string;
            /** @description The new password. Leading and trailing whitespace is removed. */
            readonly new_password: string;
        };
        /** @description The password was changed. */
        readonly PasswordChanged: {
            /**
             * @description Always this sentence.
             * @enum {string}
             */
            readonly success: "Password changed.";
        };
        /** @description Either `token`, or `ticket` and `code`, with the new password. */
        readonly PasswordReset: {
            /** @description The part of the emailed link after the `#`. */
            readonly token?: string;
            /** @description The ticket of the request, with `code`. */
            readonly ticket?: string;
            /** @description The emailed code; spaces are ignored. */
            readonly code?: string;
            /** @description The new password. */
            readonly password: string;
        };
        /** @description Whose password can be reset. */
        readonly PasswordResetOwner: {
            /** @description Whose password it is. */
            readonly email: string;
            /** @description How long the link works, in seconds. */
            readonly expires_in: number;
        };
        /** @description Either `token`, or `ticket` and `code`. */
        readonly PasswordResetProof: {
            /** @description The part of the emailed link after the `#`. */
            readonly token?: string;
            /** @description The ticket of the request, with `code`. */
            readonly ticket?: string;
            /** @description The emailed code; spaces are ignored. */
            readonly code?: string;
        };
        readonly PasswordResetRequest: {
            /**
             * Format: email
             * @description Email address of the account.
             */
            readonly email: string;
        };
        /** @description A profile. */
        readonly Profile: {
            /** @description User ID. */
            readonly id: number;
            /** @description Username. */
            readonly username: string | null;
            /** @description Email address. */
            readonly email: string;
        };
        /** @description Fields to change. */
        readonly ProfileChange: {
            /** @description Username; null removes it. */
            readonly username?: string | null;
            /**
             * Format: email
             * @description New email address. Changing it ends your other sessions.
             */
            readonly email?: string;
        };
        /** @description The new account. */
        readonly Registered: {
            /** @description User ID. */
            readonly id: number;
            /** @description Email address, its domain in lowercase. */
            readonly email: string;
        };
        readonly Registration: {
            /**
             * Format: email
             * @description Email address, not case-sensitive; unique.
             */
            readonly email: string;
            /** @description Password. Leading and trailing whitespace is removed. */
            readonly password: string;
        };
        /** @description Where addresses have to be confirmed: the same whether or not there is an account. */
        readonly RegistrationPending: {
            /** @description The address that a message was sent to. */
            readonly email: string;
            /** @description Proves, together with the emailed code, who registered. */
            readonly ticket: string;
            /** @description How long the code works, in seconds. */
            readonly expires_in: number;
        };
        /** @description Either `ticket` and `code`, or `token` and `password`. */
        readonly RegistrationProof: {
            /** @description The part of the emailed link after the `#`. */
            readonly token?: string;
            /** @description The ticket of the request, with `code`. */
            readonly ticket?: string;
            /** @description The emailed code; spaces are ignored. */
            readonly code?: string;
            /** @description The password to choose, with `token`; with a code it is the one of the registration. */
            readonly password?: string;
        };
        /** @description How your account is protected. */
        readonly Security: {
            /** @description Whether you proved that the address is yours. */
            readonly email_verified: boolean;
            /** @description The address you asked for, until it is confirmed. */
            readonly pending_email: string | null;
            /** @description Whether you can log in with a password. */
            readonly has_password: boolean;
            /** @description When the password was last set; null where unknown. */
            readonly password_changed_at: string | null;
            /** @description Number of active sessions. */
            readonly sessions: number;
            /** @description Until when sensitive actions need no password; null when they need it now. */
            readonly recent_until: string | null;
        };
        /** @description The same for every address, whether or not it has an account. */
        readonly Ticket: {
            /** @description Proves, together with the emailed code, who asked. */
            readonly ticket: string;
            /** @description How long the code works, in seconds. */
            readonly expires_in: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AccountDeleted = components['schemas']['AccountDeleted'];
export type Credentials = components['schemas']['Credentials'];
export type EmailChange = components['schemas']['EmailChange'];
export type EmailConfirmed = components['schemas']['EmailConfirmed'];
export type EmailLogin = components['schemas']['EmailLogin'];
export type EmailLoginRequest = components['schemas']['EmailLoginRequest'];
export type EmailProof = components['schemas']['EmailProof'];
export type EndedSessions = components['schemas']['EndedSessions'];
export type MailboxProof = components['schemas']['MailboxProof'];
export type OwnConsoleSession = components['schemas']['OwnConsoleSession'];
export type OwnSession = components['schemas']['OwnSession'];
export type OwnSessions = components['schemas']['OwnSessions'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type PasswordChanged = components['schemas']['PasswordChanged'];
export type PasswordReset = components['schemas']['PasswordReset'];
export type PasswordResetOwner = components['schemas']['PasswordResetOwner'];
export type PasswordResetProof = components['schemas']['PasswordResetProof'];
export type PasswordResetRequest = components['schemas']['PasswordResetRequest'];
export type Profile = components['schemas']['Profile'];
export type ProfileChange = components['schemas']['ProfileChange'];
export type Registered = components['schemas']['Registered'];
export type Registration = components['schemas']['Registration'];
export type RegistrationPending = components['schemas']['RegistrationPending'];
export type RegistrationProof = components['schemas']['RegistrationProof'];
export type Security = components['schemas']['Security'];
export type Ticket = components['schemas']['Ticket'];
