import { type Html, html } from '../text/html.ts'

/**
 * Login, token and history of the page. The script fills it; nothing secret is ever in the markup. `needsTls` says
 * whether browsers keep its cookie over TLS only.
 */
export function sessionPanel(needsTls: boolean): Html {
  return html`<details class="panel" id="session" open>
<summary><h2>Session</h2><span id="session-state" class="state">not logged in</span></summary>
${needsTls && tlsNotice}
<div id="logged-out">
<form id="log-in" novalidate>
<p class="issue" id="log-in-issue" role="alert" hidden></p>
<div class="field"><label for="log-in-email">Email</label>
<input id="log-in-email" type="email" autocomplete="username" spellcheck="false" autocapitalize="none"></div>
<div class="field"><label for="log-in-password">Password</label>
<input id="log-in-password" type="password" autocomplete="current-password"></div>
<div class="actions"><button class="primary">Log in</button></div>
</form>
<details class="quiet"><summary>Paste an access token</summary>
<form id="paste">
<div class="field"><label for="paste-token">Access token</label>
<textarea id="paste-token" rows="3" autocomplete="off" spellcheck="false" aria-describedby="paste-help"></textarea>
<p class="help" id="paste-help">Kept in memory on this page only, and not refreshed automatically.</p></div>
<div class="actions"><button>Use it</button></div>
</form>
</details>
</div>
<div id="logged-in" hidden>
<p class="who" id="who"></p>
<div class="countdown"><span id="time-left-label">Access token</span> <output id="time-left" aria-labelledby="time-left-label"></output>
<meter id="time-left-meter" min="0" max="1" value="1" aria-labelledby="time-left-label"></meter></div>
<p class="help" id="renewal"></p>
<div class="actions"><button id="refresh-now">Refresh now</button> <button id="copy-token">Copy token</button> <button id="log-out">Log out</button></div>
<details class="quiet"><summary>Claims</summary><div id="claims"></div></details>
</div>
</details>
<details class="panel" id="history" open hidden>
<summary><h2>History</h2></summary>
<ol id="history-list" class="history"></ol>
</details>`
}

// Shown by the script, which knows whether this page came without TLS.
const tlsNotice = html`<p class="help" id="needs-tls" hidden>This page was opened without TLS (http), so your browser
does not keep the session: it ends when you leave this page, or when its access token expires. Open the page with https.</p>`
