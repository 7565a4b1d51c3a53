(function() {
	// src/pages/script/claims.ts
	/** The claims of a JWT, for showing; only the server can say whether they are true. */
	function readClaims(token) {
		const [, payload] = token.trim().split(".");
		if (!payload) return void 0;
		try {
			const binary = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
			const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
			const claims = JSON.parse(new TextDecoder().decode(bytes));
			return typeof claims === "object" && claims !== null ? { ...claims } : void 0;
		} catch {
			return;
		}
	}
	// src/pages/script/session.ts
	var helper = "/api/-/session/";
	var hintKey = "latchkey-page-session";
	var retryMilliseconds = 5e3;
	var lateMilliseconds = 3e3;
	var maxDelay = 2147483647;
	/** Whether this browser logged in on a page and has not logged out since. */
	function mayHaveSession() {
		return localStorage.getItem(hintKey) !== null;
	}
	/** The page's session: logs in, renews the access token before it expires, logs out. */
	var PageSession = class {
		#held;
		#renewal;
		#timer;
		#listeners = [];
		get held() {
			return this.#held;
		}
		onChange(listener) {
			this.#listeners.push(listener);
		}
		/** Undefined when it worked, else what the server refused with. */
		async logIn(email, password) {
			const answer = await askHelper("POST", helper, {
				email,
				password
			});
			const body = await bodyOf(answer);
			if (!answer.ok) return {
				body,
				retryAfter: answer.headers.get("retry-after")
			};
			localStorage.setItem(hintKey, "yes");
			this.#hold(body["access_token"], true);
		}
		/** Uses a token from elsewhere. Says whether it looks like one. */
		paste(token) {
			return this.#hold(token.trim(), false);
		}
		async logOut() {
			const wasRenewed = this.#held?.isRenewed;
			this.drop();
			if (!wasRenewed) return;
			localStorage.removeItem(hintKey);
			await askHelper("DELETE", helper);
		}
		/** Forgets the token. */
		drop() {
			clearTimeout(this.#timer);
			this.#held = void 0;
			this.#tell();
		}
		/** The token to send now: renewed first when it would expire on the way. */
		async freshToken() {
			const held = this.#held;
			if (held?.isRenewed && held.expiresAt - Date.now() < lateMilliseconds) await this.renew();
			return this.#held?.token;
		}
		/** Trades the cookie for the next access token; all callers share one request. */
		renew() {
			this.#renewal ??= this.#renewOnce().finally(() => {
				this.#renewal = void 0;
			});
			return this.#renewal;
		}
		/** After sleep and in tabs that were in the background, timers come late. */
		wake() {
			const held = this.#held;
			if (held?.isRenewed && Date.now() >= renewAt(held)) this.renew();
		}
		async #renewOnce() {
			const answer = await inSequence(() => askHelper("POST", `${helper}refresh/`)).catch(() => void 0);
			if (!answer || answer.status >= 500) {
				this.#schedule(retryMilliseconds);
				return this.#held;
			}
			if (answer.status === 200) {
				this.#hold((await bodyOf(answer))["access_token"], true);
				return this.#held;
			}
			localStorage.removeItem(hintKey);
			this.drop();
		}
		#hold(token, isRenewed) {
			const claims = typeof token === "string" ? readClaims(token) : void 0;
			if (typeof token !== "string" || !claims) return false;
			const lifetime = (Number(claims["exp"]) - Number(claims["iat"])) * 1e3;
			const expiresAt = isRenewed ? Date.now() + lifetime : Number(claims["exp"]) * 1e3;
			this.#held = {
				token,
				claims,
				expiresAt,
				lifetime,
				isRenewed
			};
			if (isRenewed) this.#schedule(renewAt(this.#held) - Date.now());
			else this.#dropAt(expiresAt);
			this.#tell();
			return true;
		}
		#schedule(milliseconds) {
			clearTimeout(this.#timer);
			this.#timer = setTimeout(() => void this.renew(), Math.max(milliseconds, 0));
		}
		/** What nothing renews is over when it expires. */
		#dropAt(moment) {
			clearTimeout(this.#timer);
			const milliseconds = Math.min(Math.max(moment - Date.now(), 0), maxDelay);
			this.#timer = setTimeout(() => this.drop(), milliseconds);
		}
		#tell() {
			for (const listener of this.#listeners) listener(this.#held);
		}
	};
	/** At four fifths of its life, or a minute before its end. */
	function renewAt({ expiresAt, lifetime }) {
		return expiresAt - Math.min(6e4, lifetime / 5);
	}
	/** One tab after the other, each with the cookie of the one before: a token that is used twice is a theft. */
	function inSequence(ask) {
		const { locks } = navigator;
		return locks ? locks.request("latchkey-page-session", ask) : ask();
	}
	function askHelper(method, url, body) {
		return fetch(url, {
			method,
			headers: {
				accept: "application/json",
				"x-latchkey-page": "1",
				...body ? { "content-type": "application/json" } : {}
			},
			...body ? { body: JSON.stringify(body) } : {}
		});
	}
	async function bodyOf(answer) {
		const body = await answer.json().catch(() => void 0);
		return typeof body === "object" && body !== null ? { ...body } : {};
	}
	// src/pages/script/theme.ts
	var storageKey = "mantine-color-scheme-value";
	/** Before the first paint: a dark page never flashes white, nor the other way round. */
	function applyStoredTheme() {
		apply(stored());
	}
	/** Whether the page is dark now, by choice or by the system. */
	function isDark() {
		const theme = stored();
		return theme === "dark" || theme === "system" && darkSystem.matches;
	}
	/** Tells of a choice in another tab, and of the system's own change. */
	function onThemeChange(listener) {
		darkSystem.addEventListener("change", listener);
		addEventListener("storage", ({ key }) => {
			if (key === storageKey) listener();
		});
	}
	var darkSystem = matchMedia("(prefers-color-scheme: dark)");
	function stored() {
		const value = localStorage.getItem(storageKey);
		return value === "light" || value === "dark" ? value : "system";
	}
	function apply(theme) {
		document.documentElement.dataset["theme"] = theme;
	}
	// src/pages/script/swagger.ts
	applyStoredTheme();
	followTheme();
	onThemeChange(followTheme);
	addEventListener("DOMContentLoaded", start);
	function followTheme() {
		document.documentElement.classList.toggle("dark-mode", isDark());
	}
	function start() {
		const session = new PageSession();
		const ui = SwaggerUIBundle({
			url: "/openapi.json",
			dom_id: "#viewer",
			deepLinking: true,
			filter: true,
			tryItOutEnabled: true,
			displayRequestDuration: true,
			persistAuthorization: false,
			validatorUrl: null,
			layout: "BaseLayout",
			presets: [SwaggerUIBundle.presets.apis],
			requestInterceptor: (request) => withFreshToken(session, request),
			responseInterceptor: (response) => {
				adoptToken(ui, response);
				return response;
			}
		});
		session.onChange((held) => {
			if (held) ui.preauthorizeApiKey("bearer", held.token);
		});
		if (mayHaveSession()) session.renew();
	}
	/** The answers of log-in and refresh feed the bearer scheme: the access token only, in memory only. */
	function adoptToken(ui, { url, ok, text }) {
		if (!ok || !/\/api\/(login|refresh)\/?$/.test(new URL(url, location.href).pathname)) return;
		const { access_token: token } = JSON.parse(text);
		if (typeof token === "string") ui.preauthorizeApiKey("bearer", token);
	}
	async function withFreshToken(session, request) {
		const token = session.held?.isRenewed ? await session.freshToken() : void 0;
		if (token !== void 0 && request.headers["Authorization"] !== void 0) request.headers["Authorization"] = `Bearer ${token}`;
		return request;
	}
})();
