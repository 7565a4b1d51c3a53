import type {
  AccountDeleted,
  EmailChange,
  EmailConfirmed,
  EmailProof,
  EndedSessions,
  MailboxProof,
  OwnSessions,
  PasswordChange,
  PasswordChanged,
  PasswordReset,
  PasswordResetOwner,
  PasswordResetProof,
  PasswordResetRequest,
  Profile,
  ProfileChange,
  Security,
  Ticket,
} from './api.ts'
import type { Result } from './call.ts'

/** Sends a request of the API, with the access token if there is one. */
export type CallApi = <Data>(method: string, path: string, body?: unknown) => Promise<Result<Data>>

/** What people do with their own account. */
export function accountCalls(
  callApi: CallApi,
  hooks: { readonly onUpdated: () => void; readonly onDeleted: () => Promise<void> },
) {
  const post = <Data>(path: string, body: unknown = {}) => callApi<Data>('POST', path, body)

  async function updating(result: Promise<Result<Profile>>): Promise<Result<Profile>> {
    const settled = await result
    if (settled.data) hooks.onUpdated()
    return settled
  }

  return {
    getUser: () => callApi<Profile>('GET', 'me/'),
    updateUser: (change: ProfileChange) => updating(callApi('PUT', 'me/', change)),
    getSecurity: () => callApi<Security>('GET', 'me/security/'),
    /** All other sessions end. */
    changePassword: (change: PasswordChange) => post<PasswordChanged>('me/password/', change),
    sessions: {
      list: () => callApi<OwnSessions>('GET', 'me/sessions/'),
      end: (id: number) => callApi<null>('DELETE', `me/sessions/${id}/`),
      endOthers: () => post<EndedSessions>('me/sessions/end-others/'),
    },
    /** Sends a code and a link; the response is the same whether or not there is an account. */
    requestPasswordReset: (request: PasswordResetRequest) =>
      post<Ticket>('password/reset/', request),
    checkPasswordReset: (proof: PasswordResetProof) =>
      post<PasswordResetOwner>('password/reset/check/', proof),
    resetPassword: (reset: PasswordReset) =>
      post<PasswordChanged>('password/reset/confirm/', reset),
    requestEmailConfirmation: () => post<Ticket>('email/confirm/send/'),
    confirmEmail: (proof: EmailProof) => post<EmailConfirmed>('email/confirm/', proof),
    requestEmailChange: (change: EmailChange) => post<Ticket>('me/email/', change),
    confirmEmailChange: (proof: MailboxProof) => updating(post('me/email/confirm/', proof)),
    /** Everything that is stored about the user. */
    exportData: () => callApi<Readonly<Record<string, unknown>>>('GET', 'me/export/'),
    async deleteAccount(): Promise<Result<AccountDeleted>> {
      const result = await post<AccountDeleted>('me/delete/')
      if (result.data) await hooks.onDeleted()
      return result
    },
  }
}
