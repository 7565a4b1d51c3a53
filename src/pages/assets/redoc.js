(function() {
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
	// src/pages/script/redoc.ts
	applyStoredTheme();
	document.documentElement.classList.toggle("dark-mode", isDark());
	onThemeChange(() => location.reload());
	addEventListener("DOMContentLoaded", start);
	function start() {
		const viewer = document.getElementById("viewer");
		if (!viewer) return;
		const options = {
			theme: isDark() ? dark : light,
			hideDownloadButton: false,
			expandResponses: "200,201",
			sortRequiredPropsFirst: true,
			nativeScrollbars: true
		};
		Redoc.init("/openapi.json", options, viewer);
	}
	var typography = {
		fontFamily: "system-ui, sans-serif",
		headings: { fontFamily: "system-ui, sans-serif" },
		code: { fontFamily: "ui-monospace, Menlo, Consolas, monospace" }
	};
	var light = {
		typography,
		colors: { primary: { main: "#3451c7" } }
	};
	var dark = {
		typography: {
			...typography,
			code: {
				...typography.code,
				color: "#ff9a92",
				backgroundColor: "#262a33"
			},
			links: {
				color: "#9db2ff",
				visited: "#9db2ff",
				hover: "#c3d0ff"
			}
		},
		colors: {
			primary: { main: "#9db2ff" },
			text: {
				primary: "#e7e9ee",
				secondary: "#a9b0bd"
			},
			border: {
				dark: "#363b47",
				light: "#363b47"
			},
			responses: {
				success: {
					color: "#79d79c",
					backgroundColor: "#17301f",
					tabTextColor: "#79d79c"
				},
				error: {
					color: "#ff9a92",
					backgroundColor: "#38201e",
					tabTextColor: "#ff9a92"
				}
			},
			http: {
				get: "#1f6d96",
				post: "#24703f",
				put: "#80540f",
				patch: "#80540f",
				delete: "#a3332b"
			}
		},
		schema: {
			nestedBackground: "#1c1f26",
			typeNameColor: "#a9b0bd",
			requireLabelColor: "#ff9a92"
		},
		sidebar: {
			backgroundColor: "#1c1f26",
			textColor: "#e7e9ee",
			activeTextColor: "#9db2ff"
		},
		rightPanel: {
			backgroundColor: "#0d0f13",
			textColor: "#e7e9ee"
		},
		codeBlock: { backgroundColor: "#1c1f26" }
	};
})();
