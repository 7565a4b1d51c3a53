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
  test: {
    subject: 'E-Mail funktioniert',
    body: `Diese Nachricht zeigt, dass {{product}} E-Mails senden kann.`,
  },
}
