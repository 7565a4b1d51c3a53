// Generated from the routes by `npm run generate`; not edited by hand.

export interface paths {
    readonly "/api/admin/me/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Administrator"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/me/keep-alive/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Administrator"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/me/reauthenticate/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["PasswordConfirmation"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Administrator"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/me/logout/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id" | "email" | "-email" | "created_at" | "-created_at" | "username" | "-username" | "last_login_at" | "-last_login_at";
                    readonly q?: string;
                    readonly contains?: boolean;
                    readonly state?: readonly ("active" | "deactivated" | "deleted" | "locked")[];
                    readonly is_staff?: boolean;
                    readonly is_superuser?: boolean;
                    readonly email_verified?: boolean;
                    readonly group?: number;
                    readonly ids?: readonly number[];
                    readonly created_after?: string;
                    readonly created_before?: string;
                    readonly last_login_after?: string;
                    readonly last_login_before?: string;
                    readonly last_login?: "never";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["NewUser"];
                };
            };
            readonly responses: {
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["UserChange"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly trace?: never;
    };
    readonly "/api/admin/users/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly q?: string;
                    readonly contains?: boolean;
                    readonly state?: readonly ("active" | "deactivated" | "deleted" | "locked")[];
                    readonly is_staff?: boolean;
                    readonly is_superuser?: boolean;
                    readonly email_verified?: boolean;
                    readonly group?: number;
                    readonly ids?: readonly number[];
                    readonly created_after?: string;
                    readonly created_before?: string;
                    readonly last_login_after?: string;
                    readonly last_login_before?: string;
                    readonly last_login?: "never";
                    readonly sort?: "id" | "-id" | "email" | "-email" | "created_at" | "-created_at" | "username" | "-username" | "last_login_at" | "-last_login_at";
                    readonly format?: "csv" | "jsonl";
                    readonly columns?: string;
                    readonly excel?: boolean;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/csv": string;
                        readonly "application/x-ndjson": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/activate/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/deactivate/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["Deactivation"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/restore/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/unlock/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/set-password/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["NewPassword"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/check-password/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["PasswordCandidate"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["PasswordIssues"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/revoke-sessions/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["UserSessionRevocation"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["RevokedSessions"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/purge/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["UserPurge"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["PurgedUser"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/bulk/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    readonly q?: string;
                    readonly contains?: boolean;
                    readonly state?: readonly ("active" | "deactivated" | "deleted" | "locked")[];
                    readonly is_staff?: boolean;
                    readonly is_superuser?: boolean;
                    readonly email_verified?: boolean;
                    readonly group?: number;
                    readonly ids?: readonly number[];
                    readonly created_after?: string;
                    readonly created_before?: string;
                    readonly last_login_after?: string;
                    readonly last_login_before?: string;
                    readonly last_login?: "never";
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["BulkUserRequest"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["BulkUserOutcome"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/import/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["UserImportRequest"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserImportOutcome"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/send-reset/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/users/{id}/send-confirmation/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/invitations/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id";
                    readonly state?: "open" | "expired" | "accepted" | "revoked";
                    readonly q?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["InvitationList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["NewInvitation"];
                };
            };
            readonly responses: {
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Invitation"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/invitations/{id}/send/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Invitation"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/invitations/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Invitation"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/emails/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id";
                    readonly q?: string;
                    readonly state?: readonly ("due" | "sent" | "failed" | "dropped" | "kept")[];
                    readonly kind?: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                    readonly user?: number;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/emails/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailDetails"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/emails/{id}/retry/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailDetails"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailDelivery"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email/test/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": Record<string, never>;
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailTestResult"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email-templates/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailTextList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email-templates/{kind}/{locale}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                    readonly locale: "en" | "de";
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailText"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                    readonly locale: "en" | "de";
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailText"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                    readonly locale: "en" | "de";
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly subject?: string;
                        readonly body?: string;
                        readonly version?: number;
                    };
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailText"];
                    };
                };
            };
        };
        readonly trace?: never;
    };
    readonly "/api/admin/email-templates/{kind}/{locale}/history/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id";
                };
                readonly header?: never;
                readonly path: {
                    readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                    readonly locale: "en" | "de";
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailTextChangeList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email-templates/{kind}/{locale}/preview/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                    readonly locale: "en" | "de";
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly subject: string;
                        readonly body: string;
                    };
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailPreview"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email-templates/{kind}/{locale}/send/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                    readonly locale: "en" | "de";
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["EmailTextToSend"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailTestResult"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email-templates/export/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailTextFile"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/email-templates/import/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["EmailTextImport"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["EmailTextImportResult"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/groups/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id" | "name" | "-name" | "updated_at" | "-updated_at";
                    readonly q?: string;
                    readonly include_deleted?: boolean;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["GroupList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["NewGroup"];
                };
            };
            readonly responses: {
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Group"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/groups/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Group"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Group"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch: {
            readonly parameters: {
                readonly query?: {
                    readonly dry_run?: boolean;
                };
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["GroupChange"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Group"] | components["schemas"]["GroupChangePreview"];
                    };
                };
            };
        };
        readonly trace?: never;
    };
    readonly "/api/admin/groups/{id}/restore/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Group"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/groups/{id}/members/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id" | "email" | "-email" | "created_at" | "-created_at" | "username" | "-username" | "last_login_at" | "-last_login_at";
                    readonly q?: string;
                    readonly contains?: boolean;
                    readonly state?: readonly ("active" | "deactivated" | "deleted" | "locked")[];
                    readonly is_staff?: boolean;
                    readonly is_superuser?: boolean;
                    readonly email_verified?: boolean;
                    readonly group?: number;
                    readonly ids?: readonly number[];
                    readonly created_after?: string;
                    readonly created_before?: string;
                    readonly last_login_after?: string;
                    readonly last_login_before?: string;
                    readonly last_login?: "never";
                };
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["GroupMembersChange"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Group"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/permissions/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["PermissionList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/sessions/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id";
                    readonly q?: string;
                    readonly user?: number;
                    readonly ids?: readonly number[];
                    readonly state?: readonly ("active" | "expired" | "ended" | "reused")[];
                    readonly address?: string;
                    readonly client?: string;
                    readonly created_after?: string;
                    readonly created_before?: string;
                    readonly last_used_after?: string;
                    readonly last_used_before?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SessionList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/sessions/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SessionDetails"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/sessions/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly q?: string;
                    readonly user?: number;
                    readonly ids?: readonly number[];
                    readonly state?: readonly ("active" | "expired" | "ended" | "reused")[];
                    readonly address?: string;
                    readonly client?: string;
                    readonly created_after?: string;
                    readonly created_before?: string;
                    readonly last_used_after?: string;
                    readonly last_used_before?: string;
                    readonly format?: "csv" | "jsonl";
                    readonly columns?: string;
                    readonly excel?: boolean;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/csv": string;
                        readonly "application/x-ndjson": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/sessions/revoke/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    readonly q?: string;
                    readonly user?: number;
                    readonly ids?: readonly number[];
                    readonly state?: readonly ("active" | "expired" | "ended" | "reused")[];
                    readonly address?: string;
                    readonly client?: string;
                    readonly created_after?: string;
                    readonly created_before?: string;
                    readonly last_used_after?: string;
                    readonly last_used_before?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["SessionRevocation"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SessionRevocationOutcome"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/console-sessions/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id";
                    readonly q?: string;
                    readonly user?: number;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["UserConsoleSessionList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/console-sessions/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/settings/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly modified?: boolean;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SettingList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["SettingChanges"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ChangedSettings"];
                    };
                };
            };
        };
        readonly trace?: never;
    };
    readonly "/api/admin/settings/{key}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly key: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Setting"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly key: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Setting"];
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly key: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["SettingUpdate"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Setting"];
                    };
                };
            };
        };
        readonly trace?: never;
    };
    readonly "/api/admin/settings/history/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id";
                    readonly key?: string;
                    readonly actor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SettingHistoryEntryList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/settings/history/{id}/revert/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["SettingRevert"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Setting"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/settings/history/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly key?: string;
                    readonly actor?: string;
                    readonly format?: "csv" | "jsonl";
                    readonly columns?: string;
                    readonly excel?: boolean;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/csv": string;
                        readonly "application/x-ndjson": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/audit/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    readonly cursor?: string;
                    readonly count?: "exact";
                    readonly sort?: "id" | "-id";
                    readonly actor_id?: number;
                    readonly actor?: string;
                    readonly action?: string;
                    readonly result?: components["schemas"]["AuditResult"];
                    readonly object_type?: string;
                    readonly object_id?: string;
                    readonly address?: string;
                    readonly request_id?: string;
                    readonly after?: string;
                    readonly before?: string;
                    readonly since_id?: number;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["AuditEventList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/audit/actions/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["AuditActionList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/audit/{id}/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly id: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["AuditEvent"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/audit/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly actor_id?: number;
                    readonly actor?: string;
                    readonly action?: string;
                    readonly result?: components["schemas"]["AuditResult"];
                    readonly object_type?: string;
                    readonly object_id?: string;
                    readonly address?: string;
                    readonly request_id?: string;
                    readonly after?: string;
                    readonly before?: string;
                    readonly since_id?: number;
                    readonly format?: "csv" | "jsonl";
                    readonly columns?: string;
                    readonly excel?: boolean;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/csv": string;
                        readonly "application/x-ndjson": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/keys/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SigningKeyList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/keys/rotate/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["KeyRotation"];
                };
            };
            readonly responses: {
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SigningKey"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/keys/{kid}/revoke/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    readonly kid: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": components["schemas"]["KeyRevocation"];
                };
            };
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["SigningKey"];
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/stats/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly range?: "24h" | "7d" | "30d" | "90d";
                    readonly from?: string;
                    readonly to?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Statistics"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/processes/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["ProcessList"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/admin/health/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Administrator: {
            readonly id: number;
            readonly email: string;
            readonly username: string | null;
            readonly is_superuser: boolean;
            readonly permissions: readonly string[];
            /** @enum {string} */
            readonly via: "console" | "bearer";
            readonly session: components["schemas"]["ConsoleSession"] | null;
            readonly csrf_token: string | null;
            readonly server_time: string;
            readonly environment_label: string | null;
            /** @enum {string} */
            readonly mode: "development" | "production";
            readonly version: string;
            readonly public_url: string;
            readonly token_algorithm: string;
            readonly token_audience: string | null;
            readonly access_token_lifetime_seconds: number;
        };
        readonly AuditActionList: {
            readonly results: readonly {
                readonly action: string;
                readonly sentence: string;
            }[];
        };
        readonly AuditEvent: {
            readonly id: number;
            readonly at: string;
            readonly actor: {
                /** @enum {string} */
                readonly kind: "user" | "anonymous" | "command line" | "system";
                readonly id: number | null;
                readonly label: string;
            };
            readonly action: string;
            readonly sentence: string;
            /** @enum {string} */
            readonly result: "success" | "failure";
            readonly code: string | null;
            readonly object: {
                readonly type: string;
                readonly id: string;
                readonly label: string;
            } | null;
            readonly changes: {
                readonly [key: string]: unknown;
            } | null;
            readonly address: string | null;
            readonly user_agent: string | null;
            readonly request_id: string | null;
        };
        readonly AuditEventList: {
            readonly results: readonly components["schemas"]["AuditEvent"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        /** @enum {string} */
        readonly AuditResult: "success" | "failure";
        readonly BulkUserOutcome: {
            /** @enum {string} */
            readonly action: "activate" | "deactivate" | "delete" | "restore" | "add_group" | "remove_group" | "revoke_sessions";
            readonly dry_run: boolean;
            readonly matched: number;
            readonly includes_me: boolean;
            readonly changed: number;
            readonly unchanged: number;
            readonly failed: readonly {
                readonly id: number;
                readonly email: string;
                readonly code: string;
                readonly message: string;
            }[];
            readonly sessions_revoked: number;
            readonly next_after_id: number | null;
        };
        readonly BulkUserRequest: {
            /** @enum {string} */
            readonly action: "activate" | "deactivate" | "delete" | "restore" | "add_group" | "remove_group" | "revoke_sessions";
            readonly ids?: readonly number[];
            readonly all_matching?: boolean;
            readonly group?: number;
            readonly reason?: string;
            /** Format: date-time */
            readonly until?: string;
            readonly include_me?: boolean;
            readonly dry_run?: boolean;
            readonly expected_count?: number;
            readonly after_id?: number;
        };
        readonly ChangedSettings: {
            readonly results: readonly components["schemas"]["Setting"][];
        };
        readonly ConsoleSession: {
            readonly id: number;
            readonly created_at: string;
            readonly authenticated_at: string;
            readonly expires_at: string;
            readonly absolute_expires_at: string;
            readonly idle_seconds: number;
            readonly reauthenticate_after_seconds: number;
        };
        readonly Deactivation: {
            readonly reason?: string;
            /** Format: date-time */
            readonly until?: string;
        };
        readonly EffectivePermission: {
            readonly code: string;
            readonly label: string;
            readonly origins: readonly {
                /** @enum {string} */
                readonly type: "direct" | "group" | "superuser";
                readonly id?: number;
                readonly name?: string;
            }[];
        };
        readonly Email: {
            readonly id: number;
            readonly kind: string;
            readonly locale: string;
            readonly recipient: string;
            readonly user_id: number | null;
            /** @enum {string} */
            readonly state: "due" | "sent" | "failed" | "dropped" | "kept";
            readonly attempts: number;
            readonly last_error: string | null;
            readonly created_at: string;
            readonly due_at: string;
            readonly sent_at: string | null;
        };
        readonly EmailDelivery: {
            readonly is_configured: boolean;
            /** @enum {string} */
            readonly mode: "development" | "production";
            readonly server: string | null;
            readonly encryption: string | null;
            readonly user: string | null;
            readonly from: string | null;
            readonly due: number;
            readonly oldest_due_at: string | null;
        };
        readonly EmailDetails: {
            readonly id: number;
            readonly kind: string;
            readonly locale: string;
            readonly recipient: string;
            readonly user_id: number | null;
            /** @enum {string} */
            readonly state: "due" | "sent" | "failed" | "dropped" | "kept";
            readonly attempts: number;
            readonly last_error: string | null;
            readonly created_at: string;
            readonly due_at: string;
            readonly sent_at: string | null;
            readonly message_id: string;
        };
        readonly EmailList: {
            readonly results: readonly components["schemas"]["Email"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly EmailPreview: {
            readonly subject: string;
            readonly text: string;
            readonly html: string;
        };
        readonly EmailTestResult: {
            readonly recipient: string;
            readonly is_accepted: boolean;
            readonly steps: readonly {
                /** @enum {string} */
                readonly step: "resolve" | "connect" | "tls" | "login" | "sender" | "recipient" | "accepted";
                /** @enum {string} */
                readonly result: "ok" | "failed" | "skipped" | "not reached";
                readonly detail: string | null;
            }[];
        };
        readonly EmailText: {
            /** @enum {string} */
            readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
            /** @enum {string} */
            readonly locale: "en" | "de";
            readonly subject: string;
            readonly is_custom: boolean;
            readonly changed_at: string | null;
            readonly changed_by: string | null;
            readonly version: number;
            readonly body: string;
            readonly built_in: {
                readonly subject: string;
                readonly body: string;
            };
            readonly variables: readonly {
                readonly name: string;
                readonly sample: string;
                readonly is_required: boolean;
            }[];
        };
        readonly EmailTextChange: {
            readonly id: number;
            readonly at: string;
            readonly actor: string;
            readonly source: string;
            readonly subject: string | null;
            readonly body: string | null;
        };
        readonly EmailTextChangeList: {
            readonly results: readonly components["schemas"]["EmailTextChange"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly EmailTextFile: {
            readonly texts: readonly components["schemas"]["EmailTextOfFile"][];
        };
        readonly EmailTextImport: {
            readonly texts: readonly components["schemas"]["EmailTextOfFile"][];
            readonly dry_run?: boolean;
        };
        readonly EmailTextImportResult: {
            readonly dry_run: boolean;
            readonly changed: readonly string[];
        };
        readonly EmailTextList: {
            readonly results: readonly {
                /** @enum {string} */
                readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
                /** @enum {string} */
                readonly locale: "en" | "de";
                readonly subject: string;
                readonly is_custom: boolean;
                readonly changed_at: string | null;
                readonly changed_by: string | null;
                readonly version: number;
            }[];
        };
        readonly EmailTextOfFile: {
            /** @enum {string} */
            readonly kind: "reset_password" | "password_changed" | "email_changed" | "email_changed_undo" | "email_change_request" | "change_email" | "email_taken" | "account_deleted" | "new_device" | "login_failures" | "permissions_changed" | "confirm_email" | "email_login" | "register" | "already_registered" | "invitation" | "test";
            /** @enum {string} */
            readonly locale: "en" | "de";
            readonly subject: string;
            readonly body: string;
        };
        readonly EmailTextToSend: {
            readonly subject?: string;
            readonly body?: string;
        };
        readonly Group: {
            readonly id: number;
            readonly name: string;
            readonly member_count: number;
            readonly permissions: readonly string[];
            readonly created_at: string;
            readonly updated_at: string;
            readonly deleted_at: string | null;
            readonly version: number;
        };
        readonly GroupChange: {
            readonly name?: string;
            readonly permissions?: readonly string[];
            readonly version?: number;
        };
        readonly GroupChangePreview: {
            readonly added: readonly string[];
            readonly removed: readonly string[];
            readonly affected_users: number;
        };
        readonly GroupList: {
            readonly results: readonly components["schemas"]["Group"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly GroupMembersChange: {
            readonly add?: readonly number[];
            readonly remove?: readonly number[];
        };
        readonly Health: {
            /** @enum {string} */
            readonly status: "ok" | "warn" | "fail";
            readonly checks: readonly {
                readonly id: string;
                readonly label: string;
                /** @enum {string} */
                readonly status: "ok" | "warn" | "fail";
                readonly text: string;
            }[];
            readonly version: string;
            readonly commit: string | null;
            readonly node: string;
            readonly platform: string;
            readonly uptime_seconds: number;
            readonly process_id: number;
            readonly workers: number;
            readonly memory: {
                readonly rss_bytes: number;
                readonly heap_used_bytes: number;
            };
            readonly database: {
                readonly engine: string;
                readonly version: string;
                readonly size_bytes: number;
                readonly latency_ms: number;
                readonly clock_skew_ms: number | null;
            };
            readonly processes: readonly components["schemas"]["Process"][];
            readonly migrations: readonly {
                readonly name: string;
                readonly executed_at: string | null;
            }[];
            readonly configuration: readonly {
                readonly key: string;
                readonly value: unknown;
                /** @enum {string} */
                readonly source: "flag" | "environment" | "file" | "default";
            }[];
        };
        readonly Invitation: {
            readonly id: number;
            readonly email: string;
            /** @enum {string} */
            readonly state: "open" | "expired" | "accepted" | "revoked";
            readonly is_staff: boolean;
            readonly groups: readonly number[];
            readonly permissions: readonly string[];
            readonly invited_by: string;
            readonly created_at: string;
            readonly sent_at: string;
            readonly expires_at: string;
            readonly accepted_at: string | null;
            readonly revoked_at: string | null;
            readonly user_id: number | null;
        };
        readonly InvitationList: {
            readonly results: readonly components["schemas"]["Invitation"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly KeyRevocation: {
            readonly confirm: string;
        };
        readonly KeyRotation: {
            readonly activate_in_seconds?: number;
        };
        readonly NewGroup: {
            readonly name: string;
            readonly permissions?: readonly string[];
        };
        readonly NewInvitation: {
            /** Format: email */
            readonly email: string;
            readonly is_staff?: boolean;
            readonly groups?: readonly number[];
            readonly permissions?: readonly string[];
        };
        readonly NewPassword: {
            readonly password: string;
            readonly sign_out_everywhere?: boolean;
        };
        readonly NewUser: {
            /** Format: email */
            readonly email: string;
            readonly password?: string;
            readonly username?: string | null;
            readonly is_staff?: boolean;
            readonly is_superuser?: boolean;
            readonly is_active?: boolean;
            readonly groups?: readonly number[];
            readonly permissions?: readonly string[];
        };
        readonly PasswordCandidate: {
            readonly password: string;
            readonly email?: string;
        };
        readonly PasswordConfirmation: {
            readonly password: string;
        };
        readonly PasswordIssues: {
            readonly faults: readonly string[];
        };
        readonly Permission: {
            readonly code: string;
            readonly label: string;
            readonly description: string;
            readonly group: string;
            readonly is_held: boolean;
        };
        readonly PermissionList: {
            readonly results: readonly components["schemas"]["Permission"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly Process: {
            readonly id: string;
            readonly host: string;
            readonly pid: number;
            readonly version: string;
            readonly started_at: string;
            readonly seen_at: string;
            readonly unseen_seconds: number;
            readonly settings_revision: number;
            readonly is_current: boolean;
            readonly is_this_process: boolean;
        };
        readonly ProcessList: {
            readonly results: readonly components["schemas"]["Process"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly PurgedUser: {
            /** @enum {boolean} */
            readonly purged: true;
        };
        readonly RevokedSessions: {
            readonly revoked: number;
        };
        readonly Session: {
            readonly id: number;
            readonly user: {
                readonly id: number;
                readonly email: string;
            };
            /** @enum {string} */
            readonly state: "active" | "expired" | "ended" | "reused";
            readonly end_reason: string | null;
            readonly ended_by: string | null;
            readonly ended_at: string | null;
            readonly client: string;
            readonly user_agent: string | null;
            readonly address: string | null;
            readonly last_address: string | null;
            readonly created_at: string;
            readonly last_used_at: string;
            readonly expires_at: string;
            readonly rotation_count: number;
            readonly is_current: boolean;
        };
        readonly SessionDetails: {
            readonly id: number;
            readonly user: {
                readonly id: number;
                readonly email: string;
            };
            /** @enum {string} */
            readonly state: "active" | "expired" | "ended" | "reused";
            readonly end_reason: string | null;
            readonly ended_by: string | null;
            readonly ended_at: string | null;
            readonly client: string;
            readonly user_agent: string | null;
            readonly address: string | null;
            readonly last_address: string | null;
            readonly created_at: string;
            readonly last_used_at: string;
            readonly expires_at: string;
            readonly rotation_count: number;
            readonly is_current: boolean;
            readonly chain: readonly components["schemas"]["SessionTimelineEvent"][];
        };
        readonly SessionList: {
            readonly results: readonly components["schemas"]["Session"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly SessionRevocation: {
            readonly ids?: readonly number[];
            readonly all_matching?: boolean;
            readonly include_current?: boolean;
            readonly dry_run?: boolean;
            readonly expected_count?: number;
        };
        readonly SessionRevocationOutcome: {
            readonly dry_run: boolean;
            readonly matched: number;
            readonly users: number;
            readonly skipped: number;
            readonly includes_current: boolean;
            readonly revoked: number;
            readonly access_token_lifetime_seconds: number;
        };
        readonly SessionTimelineEvent: {
            readonly at: string;
            /** @enum {string} */
            readonly event: "started" | "rotated" | "reuse_detected" | "ended";
            readonly address: string | null;
            readonly detail: string | null;
        };
        readonly Setting: {
            readonly key: string;
            readonly label: string;
            readonly help: string;
            readonly group: string;
            /** @enum {string} */
            readonly type: "integer" | "boolean" | "choice" | "list" | "text" | "image";
            readonly unit: string | null;
            readonly minimum: number | null;
            readonly maximum: number | null;
            readonly choices: readonly string[] | null;
            readonly zero_means: string | null;
            readonly value: string | number | boolean;
            readonly default: string | number | boolean;
            readonly stored_value: string | number | boolean | null;
            readonly is_modified: boolean;
            /** @enum {string} */
            readonly source: "environment" | "database" | "default";
            readonly pinned_by: string | null;
            readonly takes_effect: string;
            readonly version: number;
            readonly last_change: components["schemas"]["SettingChange"] | null;
            readonly warnings: readonly string[];
        };
        readonly SettingChange: {
            readonly id: number;
            readonly key: string;
            readonly from: string | number | boolean | null;
            readonly to: string | number | boolean | null;
            readonly changed_at: string;
            readonly actor: string;
            readonly actor_id: number | null;
            /** @enum {string} */
            readonly source: "console" | "api" | "command line";
            readonly comment: string | null;
        };
        readonly SettingChanges: {
            readonly values: {
                readonly [key: string]: unknown;
            };
            readonly versions?: {
                readonly [key: string]: number;
            };
            readonly comment?: string;
            readonly dry_run?: boolean;
        };
        readonly SettingHistoryEntry: {
            readonly id: number;
            readonly key: string;
            readonly from: string | number | boolean | null;
            readonly to: string | number | boolean | null;
            readonly changed_at: string;
            readonly actor: string;
            readonly actor_id: number | null;
            /** @enum {string} */
            readonly source: "console" | "api" | "command line";
            readonly comment: string | null;
            readonly is_latest: boolean;
        };
        readonly SettingHistoryEntryList: {
            readonly results: readonly components["schemas"]["SettingHistoryEntry"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly SettingList: {
            readonly results: readonly components["schemas"]["Setting"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
            readonly groups: readonly string[];
        };
        readonly SettingRevert: {
            readonly version?: number;
        };
        readonly SettingUpdate: {
            readonly value: unknown;
            readonly version?: number;
            readonly comment?: string;
            readonly dry_run?: boolean;
        };
        readonly SigningKey: {
            readonly kid: string;
            readonly algorithm: string;
            /** @enum {string} */
            readonly state: "next" | "current" | "previous" | "retired" | "revoked";
            readonly created_at: string;
            readonly activates_at: string;
            readonly retires_at: string | null;
            readonly revoked_at: string | null;
            readonly revocable_at: string | null;
        };
        readonly SigningKeyList: {
            readonly results: readonly components["schemas"]["SigningKey"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
            readonly algorithm: string;
            readonly shared_secret: boolean;
            readonly jwks_url: string;
            readonly rotation_interval_seconds: number;
            readonly next_rotation_at: string | null;
            readonly default_activation_delay_seconds: number;
        };
        readonly Statistics: {
            readonly range: {
                readonly from: string;
                readonly to: string;
                /** @enum {string} */
                readonly bucket: "hour" | "day";
                /** @enum {string} */
                readonly time_zone: "UTC";
            };
            readonly cards: {
                readonly users: {
                    readonly total: number;
                    readonly is_exact: boolean;
                    readonly today: number;
                    readonly last_7_days: number;
                    readonly previous_7_days: number;
                };
                readonly active_sessions: {
                    readonly count: number;
                    readonly is_exact: boolean;
                };
                readonly logins_24h: {
                    readonly success: number;
                    readonly failure: number;
                    readonly failure_rate: number;
                    readonly previous_success: number;
                    readonly previous_failure: number;
                };
                readonly locked_accounts: number;
                readonly active_users: {
                    readonly day: number;
                    readonly week: number;
                    readonly month: number;
                    readonly is_exact: boolean;
                };
            };
            readonly series: readonly components["schemas"]["StatisticsBucket"][];
            readonly previous_series: readonly components["schemas"]["StatisticsBucket"][];
            readonly attention: readonly {
                readonly id: string;
                /** @enum {string} */
                readonly severity: "warning" | "error";
                readonly text: string;
                readonly link: string;
            }[];
            readonly is_fresh: boolean;
        };
        readonly StatisticsBucket: {
            readonly at: string;
            readonly is_running: boolean;
            readonly registrations: number;
            readonly logins: number;
            readonly login_failures: number;
            readonly refreshes: number;
            readonly refresh_reuses: number;
            readonly logouts: number;
            readonly rate_limited: number;
            readonly active_users: number;
        };
        readonly User: {
            readonly id: number;
            readonly email: string;
            readonly email_verified_at: string | null;
            readonly username: string | null;
            /** @enum {string} */
            readonly state: "active" | "deactivated" | "deleted";
            readonly locked_until: string | null;
            readonly is_active: boolean;
            readonly is_staff: boolean;
            readonly is_superuser: boolean;
            readonly groups: readonly {
                readonly id: number;
                readonly name: string;
            }[];
            readonly active_sessions: number;
            readonly created_at: string;
            readonly updated_at: string;
            readonly last_login_at: string | null;
            readonly deactivation_reason: string | null;
            readonly deactivated_until: string | null;
            readonly deleted_at: string | null;
            readonly purge_after: string | null;
            readonly version: number;
            readonly is_me: boolean;
        };
        readonly UserChange: {
            /** Format: email */
            readonly email?: string;
            readonly username?: string | null;
            readonly is_staff?: boolean;
            readonly is_superuser?: boolean;
            readonly is_active?: boolean;
            readonly groups?: readonly number[];
            readonly permissions?: readonly string[];
            readonly deactivation_reason?: string | null;
            /** Format: date-time */
            readonly deactivated_until?: string | null;
            readonly version?: number;
        };
        readonly UserConsoleSession: {
            readonly id: number;
            readonly user: {
                readonly id: number;
                readonly email: string;
            };
            readonly client: string;
            readonly user_agent: string | null;
            readonly address: string | null;
            readonly created_at: string;
            readonly last_used_at: string;
            readonly expires_at: string;
            readonly is_own: boolean;
            readonly is_current: boolean;
        };
        readonly UserConsoleSessionList: {
            readonly results: readonly components["schemas"]["UserConsoleSession"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly UserDetails: {
            readonly id: number;
            readonly email: string;
            readonly email_verified_at: string | null;
            readonly username: string | null;
            /** @enum {string} */
            readonly state: "active" | "deactivated" | "deleted";
            readonly locked_until: string | null;
            readonly is_active: boolean;
            readonly is_staff: boolean;
            readonly is_superuser: boolean;
            readonly groups: readonly {
                readonly id: number;
                readonly name: string;
            }[];
            readonly active_sessions: number;
            readonly created_at: string;
            readonly updated_at: string;
            readonly last_login_at: string | null;
            readonly deactivation_reason: string | null;
            readonly deactivated_until: string | null;
            readonly deleted_at: string | null;
            readonly purge_after: string | null;
            readonly version: number;
            readonly is_me: boolean;
            readonly permissions: readonly string[];
            readonly effective_permissions: readonly components["schemas"]["EffectivePermission"][];
            readonly failed_logins: number;
            readonly last_active_at: string | null;
            readonly has_usable_password: boolean;
            readonly is_last_superuser: boolean;
        };
        readonly UserImportOutcome: {
            readonly dry_run: boolean;
            readonly total: number;
            readonly created: number;
            readonly updated: number;
            readonly unchanged: number;
            readonly failed: number;
            readonly failures: readonly {
                readonly row: number;
                readonly column: string | null;
                readonly value: unknown;
                readonly reason: string;
            }[];
            readonly columns: readonly {
                readonly name: string;
                readonly field: string | null;
                readonly sample: string;
            }[];
        };
        readonly UserImportRequest: {
            readonly content: string;
            readonly map?: readonly string[];
            readonly dry_run?: boolean;
        };
        readonly UserList: {
            readonly results: readonly components["schemas"]["User"][];
            readonly next: string | null;
            readonly count: number;
            readonly count_is_exact: boolean;
        };
        readonly UserPurge: {
            readonly confirm: string;
        };
        readonly UserSessionRevocation: {
            readonly include_current?: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
