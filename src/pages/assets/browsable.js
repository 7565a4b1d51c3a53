(function() {
	// src/pages/script/dom.ts
	/** Makes an element with attributes and children; text is always text, never markup. */
	function element(name, attributes = {}, ...children) {
		const made = document.createElement(name);
		for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
		made.append(...children.filter((child) => child !== void 0));
		return made;
	}
	/** The element of this id, which the page's own markup has. */
	function byId(id) {
		const found = document.getElementById(id);
		if (!found) throw new Error(`the page has no #${id}`);
		return found;
	}
	/** Tells users of screen readers; the others see it happen. */
	function bump(text) {
		byId("events").textContent = text;
	}
	/** Copies to the clipboard and says so. */
	async function copyText(text) {
		try {
			await navigator.clipboard.writeText(text);
		} catch {
			copyBySelection(text);
		}
		bump("Copied");
	}
	/** For pages without TLS, where browsers offer no clipboard. */
	function copyBySelection(text) {
		const carrier = element("textarea", {
			"aria-hidden": "true",
			class: "visually-hidden"
		});
		carrier.value = text;
		document.body.append(carrier);
		carrier.select();
		document.execCommand("copy");
		carrier.remove();
	}
	// src/pages/json-tokens.ts
	var secretNames = /^(access_token|refresh_token|password|secret)$/;
	/** Whether a member or field of this name is kept out of pages. */
	function isSecretName(name) {
		return secretNames.test(name);
	}
	/** A value as indented JSON in pieces, so that every page shows it the same way. Secrets are pieces of their own. */
	function jsonTokens(value, name = "", indent = "\n") {
		if (typeof value === "string") return [stringToken(value, name)];
		if (typeof value === "number") return [{
			kind: "number",
			text: String(value)
		}];
		if (typeof value !== "object" || value === null) return [{
			kind: "literal",
			text: String(value)
		}];
		const inner = `${indent}  `;
		const isList = Array.isArray(value);
		const members = Object.entries(value).map(([key, each]) => [
			mark(inner),
			...isList ? [] : [{
				kind: "key",
				text: JSON.stringify(key)
			}, mark(": ")],
			...jsonTokens(each, isList ? "" : key, inner)
		]);
		const [open, close] = isList ? ["[", "]"] : ["{", "}"];
		if (members.length === 0) return [mark(open + close)];
		const separated = members.flatMap((member, index) => index === 0 ? member : [mark(","), ...member]);
		return [
			mark(open),
			...separated,
			mark(indent + close)
		];
	}
	function mark(text) {
		return {
			kind: "mark",
			text
		};
	}
	function stringToken(text, name) {
		if (isSecretName(name)) return {
			kind: "secret",
			text,
			name
		};
		const isLink = /^(https?:\/\/[^\s"<>]+|\/api\/[^\s"<>]*)$/.test(text) && !text.includes("{");
		return {
			kind: "string",
			text: JSON.stringify(text),
			...isLink ? { href: text } : {}
		};
	}
	// src/pages/script/history.ts
	var storageKey$2 = "latchkey-history";
	var maxLength = 20;
	/** The last requests of this tab, newest first. */
	function readHistory() {
		try {
			const stored = JSON.parse(sessionStorage.getItem(storageKey$2) ?? "[]");
			return Array.isArray(stored) ? stored : [];
		} catch {
			return [];
		}
	}
	function remember({ request, status, milliseconds }) {
		const body = request.body === void 0 ? void 0 : withoutSecrets(request.body);
		const history = [{
			request: {
				...request,
				body
			},
			status,
			milliseconds,
			at: Date.now(),
			isIncomplete: body !== request.body
		}, ...readHistory()].slice(0, maxLength);
		sessionStorage.setItem(storageKey$2, JSON.stringify(history));
	}
	function showHistory(panel, list) {
		const history = readHistory();
		panel.hidden = history.length === 0;
		list.replaceChildren(...history.map(row));
	}
	function row({ request, status, milliseconds, at }, index) {
		const { method, url } = request;
		const time = new Date(at);
		return element("li", {}, element("span", { class: `method method-${method}` }, method), " ", element("code", {}, url), " ", element("span", { class: "measure" }, `${status} · ${milliseconds} ms · `, element("time", { datetime: time.toISOString() }, time.toLocaleTimeString())), " ", element("button", {
			type: "button",
			class: "small",
			"data-again": String(index),
			"aria-label": `Send again: ${method} ${url}`
		}, "Send again"));
	}
	/** The body as it was, unless it has secrets: those are dropped. */
	function withoutSecrets(body) {
		let hasSecrets = false;
		const cleaned = JSON.stringify(JSON.parse(body, (name, value) => {
			if (!isSecretName(name)) return value;
			hasSecrets = true;
		}));
		return hasSecrets ? cleaned : body;
	}
	// src/pages/script/open-dialog.ts
	var maxSuggestions = 20;
	var pauseMilliseconds = 300;
	/** Asks what goes into the gap of an address, with suggestions from the list that the address belongs to. */
	function openDialog(session, template) {
		const gap = /\{(\w+)\}/.exec(template)?.[1] ?? "id";
		const suggestions = element("datalist", { id: "open-suggestions" });
		const field = element("input", {
			id: "open-field",
			list: suggestions.id,
			autocomplete: "off"
		});
		const cancel = element("button", { type: "button" }, "Cancel");
		const form = element("form", {}, element("h2", { id: "open-title" }, "Open an address"), element("p", { class: "path" }, element("code", {}, template)), element("div", { class: "field" }, element("label", { for: field.id }, gap), field, suggestions), element("div", { class: "actions" }, element("button", { class: "primary" }, "Open"), cancel));
		const dialog = element("dialog", { "aria-labelledby": "open-title" }, form);
		const collection = template.split("{")[0] ?? "";
		let timer;
		field.addEventListener("input", () => {
			clearTimeout(timer);
			timer = setTimeout(() => void suggest(field.value), pauseMilliseconds);
		});
		cancel.addEventListener("click", () => dialog.close());
		dialog.addEventListener("close", () => dialog.remove());
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			const value = encodeURIComponent(field.value.trim());
			if (value !== "") location.assign(template.replace(/\{\w+\}/, value));
		});
		document.body.append(dialog);
		dialog.showModal();
		suggest("");
		async function suggest(text) {
			const found = await search(session, collection, text);
			suggestions.replaceChildren(...found.map(({ value, label }) => element("option", { value }, label)));
		}
	}
	/** The first of the collection that match; none where there is nothing to search. */
	async function search(session, collection, text) {
		const token = await session.freshToken();
		const query = new URLSearchParams({ limit: String(maxSuggestions) });
		if (text !== "" && !/^\d+$/.test(text)) query.set("q", text);
		const answer = await fetch(`${collection}?${query}`, { headers: {
			accept: "application/json",
			...token === void 0 ? {} : { authorization: `Bearer ${token}` }
		} }).catch(() => void 0);
		if (!answer?.ok) return [];
		const { results } = await answer.json();
		return (results ?? []).slice(0, maxSuggestions).map(suggestionOf);
	}
	function suggestionOf(row) {
		const value = String(row["id"] ?? row["key"] ?? row["kid"]);
		return {
			value,
			label: String(row["email"] ?? row["name"] ?? row["label"] ?? value)
		};
	}
	// src/pages/script/form-values.ts
	/** What a form says as a body: fields that are empty, or as they were, are left out. */
	function readBody(part) {
		const entries = controlsOf(part).flatMap((control) => {
			const value = isNull(part, control) ? null : readValue(control);
			return value === void 0 ? [] : [[control.name, value]];
		});
		return Object.fromEntries(entries);
	}
	/** The same for the query of the address. */
	function readQuery(part) {
		if (!part) return "";
		const query = new URLSearchParams();
		for (const control of controlsOf(part)) {
			const value = control instanceof HTMLSelectElement ? jsonText(control.value) : control.value;
			if (value !== "") query.set(control.name, value);
		}
		const text = query.toString();
		return text === "" ? "" : `?${text}`;
	}
	/** Fills a form from a body. */
	function fillBody(part, body) {
		for (const control of controlsOf(part)) {
			const value = body[control.name];
			if (value === void 0) continue;
			control.value = typeof value === "string" && control.dataset["kind"] === "string" ? value : Array.isArray(value) ? value.join(",") : JSON.stringify(value);
		}
	}
	function controlsOf(part) {
		return [...part.querySelectorAll("[data-kind]")];
	}
	function isNull(part, { id }) {
		return part.querySelector(`[data-null-for="${id}"]`)?.checked ?? false;
	}
	function readValue(control) {
		const text = control.value;
		const isUnchanged = control.name !== "version" && text === beginningOf(control);
		if (!control.dataset["required"] && (text === "" || isUnchanged)) return void 0;
		const { kind } = control.dataset;
		if (kind === "choice" || kind === "boolean" || kind === "json") return jsonOrText(text);
		if (kind === "integer") return integerOrText(text);
		if (kind === "list") return text.split(",").map((item) => itemOf(control, item.trim()));
		return text;
	}
	function beginningOf(control) {
		if (!(control instanceof HTMLSelectElement)) return control.defaultValue;
		return [...control.options].find((option) => option.defaultSelected)?.value;
	}
	function itemOf(control, item) {
		return control.dataset["items"] === "integer" ? integerOrText(item) : item;
	}
	/** What is no integer goes as it is: the server says what is wrong with it. */
	function integerOrText(text) {
		return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
	}
	function jsonOrText(text) {
		try {
			return JSON.parse(text);
		} catch {
			return text;
		}
	}
	function jsonText(text) {
		return text === "" ? "" : String(jsonOrText(text));
	}
	// src/pages/script/operation-form.ts
	function operationFormOf(form) {
		const { method = "GET", path = "/api/", secured, destructive } = form.dataset;
		return {
			form,
			method,
			path,
			isSecured: secured !== void 0,
			isDestructive: destructive !== void 0,
			result: form.parentElement?.querySelector("[data-result]") ?? null
		};
	}
	/** The request that the form stands for. Undefined, with a issue beside it, when the raw body is no JSON. */
	function requestOf({ form, method, path, isSecured }) {
		const url = path + readQuery(form.querySelector("[data-part=\"query\"]"));
		const formPart = form.querySelector("[data-part=\"body\"]");
		if (!formPart) return {
			method,
			url,
			isSecured
		};
		const body = formPart.hidden ? readRaw(form) : JSON.stringify(readBody(formPart));
		return body === void 0 ? void 0 : {
			method,
			url,
			isSecured,
			body
		};
	}
	/** Writes what the form says as raw JSON, once somebody filled something in. */
	function carryToRaw(form) {
		const formPart = form.querySelector("[data-part=\"body\"]");
		const raw = form.querySelector("[data-raw]");
		if (!formPart || !raw) return;
		if (controlsOf(formPart).some((control) => control.value !== "")) raw.value = JSON.stringify(readBody(formPart), null, 2);
	}
	/** Fills the form, and its raw duplicate, with a body that was sent before. */
	function fill({ form }, body) {
		const formPart = form.querySelector("[data-part=\"body\"]");
		const raw = form.querySelector("[data-raw]");
		if (!formPart || !raw) return;
		const value = JSON.parse(body);
		raw.value = JSON.stringify(value, null, 2);
		if (typeof value === "object" && value !== null) fillBody(formPart, { ...value });
	}
	/** Puts the contract's `{"field": ["…"]}` beside the fields, and the focus into the first of them. */
	function showIssues({ form }, body) {
		clearIssues(form);
		if (typeof body !== "object" || body === null) return;
		const issues = new Map(Object.entries(body).filter(([, each]) => Array.isArray(each)));
		const general = form.querySelector("[data-form-issue]");
		if (general && issues.has("non_field_errors")) show$1(general, issues.get("non_field_errors"));
		const bad = [...form.querySelectorAll("[data-part=\"body\"] [data-field]")].filter(({ dataset }) => issues.has(dataset["field"] ?? ""));
		for (const field of bad) {
			const issue = field.querySelector(".issue");
			if (issue) show$1(issue, issues.get(field.dataset["field"] ?? ""));
			controlIn(field)?.setAttribute("aria-invalid", "true");
		}
		const [first] = bad;
		if (first) controlIn(first)?.focus();
	}
	function clearIssues(form) {
		for (const issue of form.querySelectorAll(".issue")) issue.hidden = true;
		for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
	}
	function readRaw(form) {
		const raw = form.querySelector("[data-raw]");
		const issue = form.querySelector("[data-raw-issue]");
		if (!raw || !issue) return "{}";
		try {
			issue.hidden = true;
			raw.removeAttribute("aria-invalid");
			return JSON.stringify(JSON.parse(raw.value));
		} catch (error) {
			show$1(issue, [`This is not JSON: ${error instanceof Error ? error.message : ""}`]);
			raw.setAttribute("aria-invalid", "true");
			raw.focus();
			return;
		}
	}
	function show$1(issue, sentences) {
		issue.textContent = Array.isArray(sentences) ? sentences.join(" ") : String(sentences);
		issue.hidden = false;
	}
	function controlIn(field) {
		return field.querySelector("[data-kind]");
	}
	// src/pages/script/page-content.ts
	/**
	* Asks the server for this page once more, with the token or without it, and shows what it made. The server
	* alone decides what a page says; the script adds nothing to it.
	*/
	async function reloadContent(session) {
		const token = await session.freshToken();
		const content = (await fetchPage("GET", token) ?? await fetchPage("OPTIONS", token))?.getElementById("content");
		if (!content) return;
		byId("content").replaceChildren(...content.childNodes);
		bump(token === void 0 ? "You are logged out" : "You are logged in");
	}
	async function fetchPage(method, token) {
		const answer = await fetch(location.pathname + location.search, {
			method,
			headers: {
				accept: "text/html",
				...token === void 0 ? {} : { authorization: `Bearer ${token}` }
			}
		});
		return answer.headers.get("content-type")?.startsWith("text/html") ? new DOMParser().parseFromString(await answer.text(), "text/html") : void 0;
	}
	// src/pages/script/confirm.ts
	/** Asks before what cannot be undone: names the object and the mutation, and begins on the harmless button. */
	function confirmDestructive(mutation, method, url) {
		const cancel = element("button", {
			type: "button",
			value: "no"
		}, "Cancel");
		const go = element("button", {
			type: "button",
			class: "danger"
		}, mutation);
		const dialog = element("dialog", {
			"aria-labelledby": "confirm-title",
			"aria-describedby": "confirm-text"
		}, element("h2", { id: "confirm-title" }, `${mutation}?`), element("p", { id: "confirm-text" }, `${objectOfPage()}This sends ${method} ${url}.`), element("div", { class: "actions" }, cancel, " ", go));
		document.body.append(dialog);
		return new Promise((resolve) => {
			cancel.addEventListener("click", () => dialog.close());
			go.addEventListener("click", () => dialog.close("go"));
			dialog.addEventListener("close", () => {
				resolve(dialog.returnValue === "go");
				dialog.remove();
			});
			dialog.showModal();
			cancel.focus();
		});
	}
	/** What the answer on the page calls the object. */
	function objectOfPage() {
		const text = document.querySelector("#GET .answer[data-status=\"200\"] .json")?.textContent ?? "";
		try {
			const { email, name, key, kid, id } = JSON.parse(text);
			const label = email ?? name ?? key ?? kid ?? id;
			return label === void 0 ? "" : `It concerns ${String(label)}. `;
		} catch {
			return "";
		}
	}
	// src/pages/script/copy-as.ts
	/** A request as a command or a program. Without a token of its own it names the variable `$TOKEN`. */
	function copyAs(format, origin, request, token) {
		const url = `${origin}${request.url}`;
		if (format === "fetch") return asFetch(url, request, token);
		const authorization = request.isSecured ? [`"Authorization: Bearer ${token ?? "$TOKEN"}"`] : [];
		return format === "curl" ? asCurl(url, request, authorization) : asHttpie(url, request, authorization);
	}
	function asCurl(url, { method, body }, authorization) {
		return [
			`curl ${method === "GET" ? "" : `-X ${method} `}${shellQuoted(url)}`,
			...authorization.map((header) => `-H ${header}`),
			...body === void 0 ? [] : [`-H 'Content-Type: application/json'`, `-d ${shellQuoted(compact(body))}`]
		].join(" \\\n  ");
	}
	function asHttpie(url, { method, body }, authorization) {
		const command = [`http ${method} ${shellQuoted(url)}`, ...authorization].join(" \\\n  ");
		return body === void 0 ? command : `${command} \\\n  --raw ${shellQuoted(compact(body))}`;
	}
	function asFetch(url, { method, body, isSecured }, token) {
		const bearer = token === void 0 ? "'Bearer ' + TOKEN" : `'Bearer ${token}'`;
		const headers = [...isSecured ? [`    Authorization: ${bearer},`] : [], ...body === void 0 ? [] : [`    'Content-Type': 'application/json',`]];
		return [
			`const response = await fetch(${JSON.stringify(url)}, {`,
			`  method: '${method}',`,
			...headers.length > 0 ? [
				"  headers: {",
				...headers,
				"  },"
			] : [],
			...body === void 0 ? [] : [`  body: JSON.stringify(${compact(body)}),`],
			"})",
			"console.log(response.status, await response.json())"
		].join("\n");
	}
	function compact(body) {
		try {
			return JSON.stringify(JSON.parse(body));
		} catch {
			return body;
		}
	}
	function shellQuoted(text) {
		return `'${text.replaceAll("'", "'\\''")}'`;
	}
	// src/pages/explanations.ts
	/** What a refusal means for whoever tries the API by hand, by status; absent where the body says it all. */
	var explanations = {
		400: "The request was understood but refused. What is wrong stands in the answer and beside the fields.",
		401: "This needs an access token. Log in on this page, and it is sent with every request.",
		403: "Your access token is good, but what you asked for is not allowed to you.",
		404: "Nothing is here. The list of everything that exists is at /api/.",
		405: "This path does not answer this method. What it does answer is below.",
		406: "The representation that was asked for does not exist. JSON always does.",
		409: "The change contradicts what is there now. Read it again, then decide.",
		412: "Somebody else changed this in the meantime. Read it again, then decide.",
		413: "The body is too large.",
		415: "The body is in a format that is not read here. Send JSON.",
		429: "Too many attempts. Wait until the time below is over; further tries do not help.",
		503: "The server cannot answer at the moment. Nothing was changed; try again shortly."
	};
	// src/pages/script/json-view.ts
	/** JSON as the server's own pages show it; secrets are masked until somebody asks for them. */
	function jsonView(value, label) {
		const code = element("code", {}, ...jsonTokens(value).map(tokenView));
		return element("pre", {
			class: "json",
			tabindex: "0",
			role: "region",
			"aria-label": label
		}, code);
	}
	function tokenView({ kind, text, href, name = "" }) {
		if (kind === "mark") return document.createTextNode(text);
		if (kind === "secret") return secretView(text, name);
		return href ? element("a", { href }, text) : element("span", { class: kind }, text);
	}
	function secretView(secret, name) {
		const shown = element("span", { class: "secret" }, "\"•••\"");
		const show = element("button", {
			type: "button",
			class: "small",
			"aria-pressed": "false",
			"aria-label": `Show ${name}`
		}, "Show");
		const copy = element("button", {
			type: "button",
			class: "small",
			"aria-label": `Copy ${name}`
		}, "Copy");
		show.addEventListener("click", () => {
			const isShown = show.getAttribute("aria-pressed") === "true";
			show.setAttribute("aria-pressed", String(!isShown));
			shown.textContent = isShown ? "\"•••\"" : JSON.stringify(secret);
		});
		copy.addEventListener("click", () => void copyText(secret));
		return element("span", { class: "secret-value" }, shown, " ", show, " ", copy);
	}
	// src/pages/script/response-view.ts
	var shownHeaders = /* @__PURE__ */ new Set([
		"content-type",
		"allow",
		"www-authenticate",
		"retry-after",
		"etag",
		"location",
		"x-request-id",
		"x-row-count"
	]);
	var maxShownText = 1e5;
	/** An answer as it came: status, time, size, headers and body. */
	function responseView(received) {
		const { request, status, statusText, milliseconds, bytes } = received;
		const explanation = explanations[status];
		return element("div", {
			class: "answer",
			"data-status": String(status)
		}, element("p", { class: "status-line" }, element("span", { class: `status status-${Math.floor(status / 100)}` }, `${status} ${statusText}`), " ", element("span", { class: "request-line" }, `${request.method} ${request.url}`), " ", element("span", { class: "measure" }, `${milliseconds} ms · ${sizeOf(bytes)}`)), explanation === void 0 ? void 0 : element("p", { class: "explanation" }, explanation), waitView(received), headersView(received), bodyView(received.text));
	}
	/** The body as JSON, or undefined when it is none. */
	function jsonOf(text) {
		try {
			return JSON.parse(text);
		} catch {
			return;
		}
	}
	function headersView({ headers }) {
		const row = ([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value));
		const others = headers.filter(([name]) => !shownHeaders.has(name));
		return element("div", {}, element("dl", { class: "headers" }, ...headers.filter(([name]) => shownHeaders.has(name)).map(row)), element("details", { class: "quiet" }, element("summary", {}, `${others.length} more headers`), element("dl", { class: "headers" }, ...others.map(row))));
	}
	function bodyView(text) {
		if (text === "") return element("p", { class: "help" }, "The answer has no body.");
		const value = jsonOf(text);
		if (value !== void 0) return jsonView(value, "Body of the answer");
		return element("pre", {
			tabindex: "0",
			role: "region",
			"aria-label": "Body of the answer"
		}, text.slice(0, maxShownText));
	}
	/** Counts `Retry-After` down. */
	function waitView({ headers }) {
		const seconds = Number(headers.find(([name]) => name === "retry-after")?.[1]);
		if (!(seconds > 0)) return void 0;
		const view = element("p", {
			class: "explanation",
			role: "timer"
		});
		const endsAt = Date.now() + seconds * 1e3;
		const tick = () => {
			const left = Math.ceil((endsAt - Date.now()) / 1e3);
			view.textContent = left > 0 ? `Try again in ${left} s.` : "You can try again now.";
			if (left <= 0) clearInterval(timer);
		};
		const timer = setInterval(tick, 1e3);
		tick();
		return view;
	}
	function sizeOf(bytes) {
		return bytes < 1e3 ? `${bytes} B` : `${(bytes / 1e3).toFixed(1)} kB`;
	}
	// src/pages/script/send.ts
	/** Sends a request and measures it. A token that expired meanwhile is renewed and the request repeated. */
	async function send(session, request) {
		const token = request.isSecured ? await session.freshToken() : void 0;
		const received = await sendOnce(request, token);
		if (!(received.status === 401 && token !== void 0 && session.held?.isRenewed) || !received.text.includes("expired")) return received;
		const renewed = await session.renew();
		return renewed ? sendOnce(request, renewed.token) : received;
	}
	async function sendOnce(request, token) {
		const { method, url, body } = request;
		const startedAt = performance.now();
		const answer = await fetch(url, {
			method,
			headers: {
				accept: "application/json",
				...token === void 0 ? {} : { authorization: `Bearer ${token}` },
				...body === void 0 ? {} : { "content-type": "application/json" },
				...await csrfHeader(request, token)
			},
			...body === void 0 ? {} : { body }
		});
		const text = await answer.text();
		return {
			request,
			status: answer.status,
			statusText: answer.statusText,
			headers: [...answer.headers],
			text,
			milliseconds: Math.round(performance.now() - startedAt),
			bytes: new TextEncoder().encode(text).length
		};
	}
	/** Staff who are logged in to the console may use the management API by its cookie, with a proof. */
	async function csrfHeader({ method, url }, token) {
		if (token !== void 0 || method === "GET" || !url.startsWith("/api/admin/")) return {};
		const answer = await fetch("/api/admin/me/", { headers: { accept: "application/json" } });
		if (!answer.ok) return {};
		const me = await answer.json();
		return me.csrf_token ? { "x-csrf-token": me.csrf_token } : {};
	}
	// src/pages/script/send-form.ts
	/** Sends what a form says, after asking where it cannot be undone, and shows the answer under it. */
	async function sendForm(session, operation) {
		const request = requestOf(operation);
		if (!request) return;
		const { method, isDestructive } = operation;
		const mutation = operation.form.parentElement?.querySelector("h2")?.lastChild?.textContent?.trim();
		if (isDestructive && !await confirmDestructive(mutation ?? method, method, request.url)) return;
		clearIssues(operation.form);
		await sendAndShow(session, request, operation);
	}
	/** Sends a request, keeps it in the history, and shows the answer with its issues beside the fields. */
	async function sendAndShow(session, request, operation) {
		operation.result?.setAttribute("aria-busy", "true");
		try {
			const received = await send(session, request);
			remember(received);
			showHistory(byId("history"), byId("history-list"));
			operation.result?.replaceChildren(responseView(received));
			if (received.status === 400) showIssues(operation, jsonOf(received.text));
			adoptToken(session, received);
		} catch {
			operation.result?.replaceChildren(element("p", { class: "explanation" }, "The server could not be reached. Nothing is known about what became of the request."));
		}
		operation.result?.removeAttribute("aria-busy");
	}
	/** Whoever logs in through the form of the endpoint can go on with that token, as long as it lives. */
	function adoptToken(session, { request, status, text }) {
		if (status !== 200 || session.held || !/^\/api\/(login|refresh)\/?$/.test(request.url)) return;
		const pair = jsonOf(text);
		if (typeof pair.access_token === "string" && session.paste(pair.access_token)) bump("The access token is in use on this page");
	}
	/** Copies what a form stands for, as a command or a program. */
	async function copyRequest(session, button) {
		const form = button.closest("form");
		const request = form && requestOf(operationFormOf(form));
		if (!request) return;
		const format = form.querySelector("[data-copy-as]")?.value ?? "curl";
		const token = form.querySelector("[data-include-token]")?.checked ? await session.freshToken() : void 0;
		await copyText(copyAs(format, location.origin, request, token));
	}
	// src/pages/script/send-again.ts
	var againKey = "latchkey-again";
	/** Repeats a request of the history: on its own page, and by hand where a secret is missing. */
	function sendAgain(session, index) {
		const past = readHistory()[index];
		if (!past) return;
		const path = past.request.url.split("?")[0] ?? "";
		const form = findForm(past.request.method, path);
		if (!form) {
			sessionStorage.setItem(againKey, String(index));
			location.assign(path);
			return;
		}
		const operation = operationFormOf(form);
		if (past.request.body !== void 0) fill(operation, past.request.body);
		if (past.isIncomplete || operation.isDestructive) startingPoint(form)?.focus();
		else sendAndShow(session, past.request, operation);
	}
	/** The secret that has to be typed again, or the button. */
	function startingPoint(form) {
		return form.querySelector("[type=\"password\"]") ?? form.querySelector("button.primary");
	}
	/** After the way to the page of the request that is to be repeated. */
	function sendAgainFromOtherPage(session) {
		const index = sessionStorage.getItem(againKey);
		sessionStorage.removeItem(againKey);
		const past = index === null ? void 0 : readHistory()[Number(index)];
		if (past && findForm(past.request.method, location.pathname)) sendAgain(session, Number(index));
	}
	function findForm(method, path) {
		return [...document.querySelectorAll("form[data-method]")].find(({ dataset }) => dataset["method"] === method && dataset["path"] === path);
	}
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
	// src/pages/script/session-panel.ts
	/** The panel beside every page: log in, who is logged in, how long the token lives, log out. */
	function startSessionPanel(session) {
		byId("log-in").addEventListener("submit", (event) => {
			event.preventDefault();
			logIn(session);
		});
		byId("paste").addEventListener("submit", (event) => {
			event.preventDefault();
			const field = byId("paste-token");
			const isToken = session.paste(field.value);
			field.toggleAttribute("aria-invalid", !isToken);
			bump(isToken ? "Token in use" : "This is not a token");
			if (isToken) field.value = "";
		});
		byId("refresh-now").addEventListener("click", () => void refreshNow(session));
		byId("copy-token").addEventListener("click", () => void copyText(session.held?.token ?? ""));
		byId("log-out").addEventListener("click", () => void session.logOut());
		session.onChange(show);
		setInterval(() => showTimeLeft(session.held), 1e3);
		if (matchMedia("(max-width: 60rem)").matches) byId("session").removeAttribute("open");
	}
	async function logIn(session) {
		const email = byId("log-in-email");
		const password = byId("log-in-password");
		const refusal = await session.logIn(email.value, password.value).catch(() => offline);
		password.value = "";
		showIssue(refusal);
		if (refusal) password.focus();
		else byId("content").focus();
	}
	var offline = {
		body: { detail: "The server could not be reached." },
		retryAfter: null
	};
	function showIssue(refusal) {
		const issue = byId("log-in-issue");
		issue.hidden = refusal === void 0;
		if (!refusal) return;
		const sentences = Object.entries(refusal.body ?? {}).map(([name, each]) => name === "detail" || name === "non_field_errors" ? String(each) : `${name}: ${String(each)}`);
		const wait = refusal.retryAfter ? ` Try again in ${refusal.retryAfter} s.` : "";
		issue.textContent = sentences.join(" ") + wait;
	}
	async function refreshNow(session) {
		bump(await session.renew() ? "Token refreshed" : "You are logged out");
	}
	function show(held) {
		byId("logged-out").hidden = held !== void 0;
		byId("logged-in").hidden = held === void 0;
		byId("session-state").textContent = held ? "logged in" : "not logged in";
		byId("session-state").toggleAttribute("data-on", held !== void 0);
		showTimeLeft(held);
		if (!held) {
			byId("claims").replaceChildren();
			delete byId("who").dataset["user"];
			return;
		}
		showWho(held);
		byId("refresh-now").hidden = !held.isRenewed;
		byId("renewal").textContent = held.isRenewed ? "Renewed by itself before it expires." : "Not renewed, because it was not this panel that got it. Log in here to stay logged in.";
		byId("claims").replaceChildren(jsonView(held.claims, "Claims of the access token"), dateTimesOf(held.claims));
	}
	/** The token knows a number only; the address is asked for once for each user. */
	async function showWho({ token, claims }) {
		const who = byId("who");
		const user = String(claims["user_id"] ?? claims["sub"]);
		if (who.dataset["user"] === user) return;
		who.dataset["user"] = user;
		who.textContent = `User ${user}`;
		const headers = {
			accept: "application/json",
			authorization: `Bearer ${token}`
		};
		const answer = await fetch("/api/me/", { headers }).catch(() => void 0);
		if (!answer?.ok || who.dataset["user"] !== user) return;
		const { email } = await answer.json();
		who.textContent = email;
	}
	function dateTimesOf(claims) {
		const moment = (name, label) => {
			const date = /* @__PURE__ */ new Date(Number(claims[name]) * 1e3);
			const time = element("time", { datetime: date.toISOString() }, date.toLocaleTimeString());
			return element("div", {}, element("dt", {}, label), element("dd", {}, time));
		};
		return element("dl", { class: "headers" }, moment("iat", "issued"), moment("exp", "expires"));
	}
	function showTimeLeft(held) {
		const seconds = held ? Math.max(0, Math.round((held.expiresAt - Date.now()) / 1e3)) : 0;
		byId("time-left").textContent = seconds > 0 ? `${spelled(seconds)} left` : "expired";
		const meter = byId("time-left-meter");
		meter.value = held ? Math.min(1, seconds * 1e3 / held.lifetime) : 0;
	}
	function spelled(seconds) {
		if (seconds < 120) return `${seconds} s`;
		return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
	}
	// src/pages/script/tabs.ts
	var storageKey$1 = "latchkey-body-tab";
	/** Shows the tab that was used last in every form of the page. */
	function restoreTabs() {
		if (localStorage.getItem(storageKey$1) !== "raw") return;
		for (const tab of document.querySelectorAll("[role=\"tab\"][id$=\"-raw\"]")) select(tab);
	}
	/** Tabs by the pattern of ARIA: arrows move, and the other panel is hidden. */
	function startTabs(onSelect) {
		document.addEventListener("click", ({ target }) => {
			const tab = target instanceof Element ? target.closest("[role=\"tab\"]") : null;
			if (tab) choose(tab);
		});
		document.addEventListener("keydown", (event) => {
			const { target, key } = event;
			if (!(target instanceof HTMLElement) || target.role !== "tab") return;
			if (![
				"ArrowLeft",
				"ArrowRight",
				"Home",
				"End"
			].includes(key)) return;
			const other = [...target.parentElement?.children ?? []].find((each) => each !== target);
			if (!(other instanceof HTMLElement)) return;
			event.preventDefault();
			choose(other);
			other.focus();
		});
		function choose(tab) {
			select(tab);
			localStorage.setItem(storageKey$1, tab.id.endsWith("-raw") ? "raw" : "form");
			onSelect(tab);
		}
	}
	function select(tab) {
		for (const each of tab.parentElement?.querySelectorAll("[role=\"tab\"]") ?? []) {
			const isSelected = each === tab;
			each.setAttribute("aria-selected", String(isSelected));
			each.tabIndex = isSelected ? 0 : -1;
			const panel = document.getElementById(each.getAttribute("aria-controls") ?? "");
			if (panel) panel.hidden = !isSelected;
		}
	}
	// src/pages/script/theme.ts
	var storageKey = "mantine-color-scheme-value";
	/** Before the first paint: a dark page never flashes white, nor the other way round. */
	function applyStoredTheme() {
		apply(stored());
	}
	/** Lets people choose, here and in the other tabs. */
	function startTheme(chooser) {
		chooser.value = stored();
		chooser.addEventListener("change", () => {
			localStorage.setItem(storageKey, chooser.value === "system" ? "auto" : chooser.value);
			apply(chooser.value);
		});
		addEventListener("storage", ({ key }) => {
			if (key !== storageKey) return;
			chooser.value = stored();
			apply(chooser.value);
		});
	}
	matchMedia("(prefers-color-scheme: dark)");
	function stored() {
		const value = localStorage.getItem(storageKey);
		return value === "light" || value === "dark" ? value : "system";
	}
	function apply(theme) {
		document.documentElement.dataset["theme"] = theme;
	}
	// src/pages/script/page.ts
	var session = new PageSession();
	/** Makes the page that the server wrote send requests. */
	async function startPage() {
		startTheme(byId("theme"));
		startSessionPanel(session);
		startTabs((tab) => {
			const form = tab.closest("form");
			if (form && tab.id.endsWith("-raw")) carryToRaw(form);
		});
		restoreTabs();
		showHistory(byId("history"), byId("history-list"));
		document.addEventListener("submit", onSubmit);
		document.addEventListener("click", onClick);
		document.addEventListener("visibilitychange", () => session.wake());
		addEventListener("online", () => session.wake());
		addEventListener("storage", ({ key, newValue }) => {
			if (key === "latchkey-page-session" && newValue === null) session.drop();
		});
		await restoreSession();
		followLoggingInAndOut();
		sendAgainFromOtherPage(session);
	}
	async function restoreSession() {
		try {
			if (mayHaveSession() && await session.renew()) await showAnew();
		} finally {
			document.documentElement.classList.remove("restoring");
		}
	}
	/** What the page shows depends on who asks: on logging in and out it is made anew. */
	function followLoggingInAndOut() {
		let wasLoggedIn = session.held !== void 0;
		session.onChange((held) => {
			const isLoggedIn = held !== void 0;
			if (isLoggedIn !== wasLoggedIn) showAnew();
			wasLoggedIn = isLoggedIn;
		});
	}
	async function showAnew() {
		if (document.querySelector("#content :is([data-secured], .unavailableReason, .group)") === null) {
			bump(session.held ? "You are logged in" : "You are logged out");
			return;
		}
		await reloadContent(session);
		restoreTabs();
	}
	function onSubmit(event) {
		const form = event.target;
		if (!(form instanceof HTMLFormElement) || form.dataset["method"] === void 0) return;
		event.preventDefault();
		sendForm(session, operationFormOf(form));
	}
	function onClick({ target }) {
		if (!(target instanceof HTMLElement)) return;
		if (target.matches("[data-copy]")) copyRequest(session, target);
		if (target.matches("[data-again]")) sendAgain(session, Number(target.dataset["again"]));
		if (target.matches("[data-open]")) openDialog(session, target.dataset["open"] ?? "");
	}
	// src/pages/script/main.ts
	applyStoredTheme();
	document.documentElement.classList.add("js");
	if (mayHaveSession()) document.documentElement.classList.add("restoring");
	addEventListener("DOMContentLoaded", () => void startPage());
})();
