import type { Templates } from './template.ts'

export const de: Templates = {
  reset_password: {
    subject: 'Passwort zurücksetzen',
    body: `Jemand hat für dein Konto bei {{product}} ein neues Passwort angefordert. Wenn du es warst, gib diesen Code dort ein, wo du es angefordert hast:

**{{code}}**

Oder öffne diesen Link, um ein neues Passwort zu wählen:

{{link}}

Der Code gilt 10 Minuten, der Link 30 Minuten, und beide nur einmal.

Wenn du es nicht warst, kannst du diese Nachricht ignorieren. Es wurde nichts geändert.`,
  },
  password_changed: {
    subject: 'Dein Passwort wurde geändert',
    body: `Das Passwort deines Kontos bei {{product}} wurde am {{time}} geändert. Alle anderen Sitzungen wurden beendet.

Wenn du es warst, musst du nichts tun.

Wenn du es nicht warst, wähle sofort ein neues Passwort:

{{forgot}}`,
  },
  email_changed: {
    subject: 'Deine E-Mail-Adresse wurde geändert',
    body: `Die E-Mail-Adresse deines Kontos bei {{product}} wurde am {{time}} geändert. Nachrichten zu diesem Konto gehen nicht mehr an diese Adresse.

Wenn du es warst, musst du nichts tun.

Wenn du es nicht warst, wende dich sofort an {{support}}. Dort kann die Änderung rückgängig gemacht werden.`,
  },
  email_changed_undo: {
    subject: 'Deine E-Mail-Adresse wurde geändert',
    body: `Die E-Mail-Adresse deines Kontos bei {{product}} wurde am {{time}} geändert. Nachrichten zu diesem Konto gehen nicht mehr an diese Adresse.

Wenn du es warst, musst du nichts tun.

Wenn du es nicht warst, hol dir das Konto zurück. Dieser Link stellt deine Adresse wieder her, fragt nach einem neuen Passwort und meldet alle anderen ab. Er gilt bis {{until}}:

{{link}}`,
  },
  email_change_request: {
    subject: 'Jemand möchte deine E-Mail-Adresse ändern',
    body: `Am {{time}} hat jemand, der in deinem Konto bei {{product}} angemeldet war, eine andere E-Mail-Adresse angegeben. Sie gilt erst, wenn sie bestätigt ist.

Wenn du es warst, musst du hier nichts tun.

Wenn du es nicht warst, wähle sofort ein neues Passwort. Das beendet alle anderen Sitzungen und verhindert die Änderung:

{{forgot}}`,
  },
  change_email: {
    subject: 'Bestätige deine neue E-Mail-Adresse',
    body: `Bitte bestätige, dass dies die neue Adresse für dein Konto bei {{product}} ist. Gib diesen Code dort ein, wo du danach gefragt wurdest:

**{{code}}**

Oder öffne diesen Link:

{{link}}

Der Code gilt 10 Minuten, der Link eine Stunde.

Wenn du nicht weißt, worum es geht, ignoriere diese Nachricht. Es hat sich nichts geändert.`,
  },
  email_taken: {
    subject: 'Du hast schon ein Konto',
    body: `Jemand wollte diese Adresse für ein anderes Konto bei {{product}} verwenden. Sie gehört zu deinem, darum hat sich nichts geändert.

Wenn du es warst, melde dich mit dieser Adresse an. Wenn du dein Passwort vergessen hast, wähle hier ein neues:

{{forgot}}

Wenn du es nicht warst, ignoriere diese Nachricht.`,
  },
  account_deleted: {
    subject: 'Dein Konto wurde gelöscht',
    body: `Dein Konto bei {{product}} wurde am {{time}} gelöscht, und alle Sitzungen sind beendet.

Wenn du das wolltest, musst du nichts tun.

Wenn du es dir anders überlegst oder es nicht warst, stellt dieser Link das Konto mit deinem Passwort wieder her. Er gilt bis {{until}}, danach wird das Konto endgültig entfernt:

{{link}}`,
  },
  new_device: {
    subject: 'Neue Anmeldung bei deinem Konto',
    body: `Am {{time}} hat sich jemand bei deinem Konto bei {{product}} angemeldet, mit einem Browser oder einer App oder aus einem Netz, die du vorher nicht benutzt hast:

{{device}}, IP-Adresse {{address}}

Wenn du es warst, musst du nichts tun.

Wenn du es nicht warst, wähle sofort ein neues Passwort. Das beendet alle Sitzungen:

{{forgot}}`,
  },
  login_failures: {
    subject: 'Zu viele falsche Passwörter für dein Konto',
    body: `Am {{time}} hat jemand so viele falsche Passwörter für dein Konto bei {{product}} eingegeben, dass sich dort für eine Weile niemand anmelden kann. Das letzte kam von der IP-Adresse {{address}}.

Wenn du es warst und dein Passwort vergessen hast, wähle ein neues. Das geht sofort:

{{forgot}}

Wenn du es nicht warst, wurde dein Passwort nicht erraten, und du musst nichts tun. Diese Nachricht kommt höchstens einmal am Tag.`,
  },
  permissions_changed: {
    subject: 'Deine Rechte in der Konsole wurden geändert',
    body: `Am {{time}} wurden deine Rolle, deine Gruppen oder deine Rechte in der Konsole von {{product}} geändert.

Wenn du das erwartet hast, musst du nichts tun.

Wenn nicht, frage jemand anderen aus der Administration: Das Audit-Log zeigt, was geändert wurde und von wem.`,
  },
  confirm_email: {
    subject: 'Bestätige deine E-Mail-Adresse',
    body: `Bitte bestätige, dass dies deine Adresse für dein Konto bei {{product}} ist. Gib diesen Code dort ein, wo du danach gefragt wurdest:

**{{code}}**

Oder öffne diesen Link:

{{link}}

Der Code gilt 10 Minuten, der Link einen Tag.

Wenn du nicht weißt, worum es geht, kannst du diese Nachricht ignorieren.`,
  },
  email_login: {
    subject: 'Dein Anmeldecode',
    body: `Gib diesen Code dort ein, wo du dich bei {{product}} anmeldest:

**{{code}}**

Er gilt einmal, 10 Minuten lang. Niemand von uns wird dich je danach fragen.

Wenn du dich nicht anmeldest, kannst du diese Nachricht ignorieren.`,
  },
  register: {
    subject: 'Schließe deine Registrierung ab',
    body: `Jemand hat sich mit dieser Adresse bei {{product}} registriert. Wenn du es warst, gib diesen Code dort ein, wo du dich registriert hast:

**{{code}}**

Oder öffne diesen Link und wähle ein Passwort:

{{link}}

Der Code gilt 10 Minuten, der Link eine Stunde.

Wenn du es nicht warst, kannst du diese Nachricht ignorieren. Es wurde nichts angelegt.`,
  },
  already_registered: {
    subject: 'Du hast schon ein Konto',
    body: `Jemand hat sich mit dieser Adresse bei {{product}} registriert, zu der es schon ein Konto gibt. Wenn du es warst, melde dich an oder wähle hier ein neues Passwort:

{{forgot}}

Wenn du es nicht warst, kannst du diese Nachricht ignorieren. Es wurde nichts geändert.`,
  },
  invitation: {
    subject: 'Du bist eingeladen',
    body: `Du bist zu {{product}} eingeladen. Dieser Link legt dein Konto an; das Passwort wählst du. Er gilt einmal, bis {{until}}:

{{link}}

Wenn du nichts davon weißt, ignoriere diese Nachricht. Es wurde nichts angelegt.`,
  },
  test: {
    subject: 'E-Mail funktioniert',
    body: `Diese Nachricht zeigt, dass {{product}} E-Mails senden kann.`,
  },
}
