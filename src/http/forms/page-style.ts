import { onDark } from '../../text/color.ts'

/**
 * The style of the few pages that are not the console itself: small, without a request to anywhere else. With a color, that
 * of links and buttons.
 */
export function pageStyle(color: string): string {
  if (color === '') return ourStyle
  return `${ourStyle}:root { --accent: light-dark(${color}, ${onDark(color)}) }\n`
}

const ourStyle = `
:root { color-scheme: light dark; --edge: light-dark(#767b84, #8b919b); --ink: light-dark(#16181d, #eceef2);
  --page: light-dark(#f4f5f7, #14161a); --card: light-dark(#fff, #1d2026); --accent: light-dark(#364fc7, #a5b8ff);
  --on-accent: light-dark(#fff, #0d1b2e); --bad: light-dark(#a51d2d, #ff9aa2); --soft: light-dark(#55595f, #a9afb8); }
[data-theme=light] { color-scheme: light }
[data-theme=dark] { color-scheme: dark }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { width: min(100%, 26rem); padding: 1rem }
form, .card { background: var(--card); border: 1px solid var(--edge); border-radius: .5rem; padding: 1.25rem }
main > .product { display: flex; gap: .6rem; align-items: center; justify-content: center; margin: 0 0 .75rem; font-weight: 700; font-size: 1.125rem; text-align: center; overflow-wrap: anywhere }
.product .logo { max-width: 10rem; height: 2.25rem; object-fit: contain }
footer.aside { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; justify-content: center }
footer.aside [data-theme-switch] { margin: 0 }
svg rect { fill: var(--accent) }
svg path { stroke: var(--on-accent) }
h1 { font-size: 1.375rem; margin: 0 0 1rem }
a { color: var(--accent) }
label { display: block; font-weight: 600; margin-top: 1rem }
input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--edge); border-radius: .375rem }
input[readonly] { border-style: dashed; background: var(--page) }
button { min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer; border-radius: .375rem;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent) }
button[type=submit] { width: 100%; margin-top: 1.5rem }
[data-theme-switch] { border: 0; font-weight: 400 }
button[type=button] { margin-top: .5rem; background: transparent; color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
[aria-invalid=true] { border: 2px solid var(--bad) }
.error, .summary { color: var(--bad) }
.summary { border: 2px solid currentColor; border-radius: .375rem; padding: .75rem; margin: 0 0 1rem }
.summary a { color: inherit }
.summary a, .aside a { display: inline-block; min-height: 1.5rem; vertical-align: top }
.aside { margin: 1rem 0 0; text-align: center }
.summary ul { margin: .25rem 0 0; padding-left: 1.25rem }
.error, .hint { margin: .25rem 0 0; font-size: .9375rem }
code { overflow-wrap: anywhere }
main:has(> nav) { align-self: start; width: min(100%, 34rem); padding-top: 2rem }
nav { display: flex; flex-wrap: wrap; gap: .25rem; justify-content: center; margin: 0 0 .75rem }
nav a { padding: .5rem .75rem; border-radius: .375rem; text-decoration: none }
nav a[aria-current] { font-weight: 700; background: var(--card); box-shadow: inset 0 -2px var(--accent) }
.card form, form.bare { background: none; border: 0; padding: 0 }
.card form { border-top: 1px solid var(--edge); margin-top: 1.25rem; padding-top: .25rem; border-radius: 0 }
h2 { font-size: 1.0625rem; margin: 1rem 0 0 }
dl { margin: 0; display: grid; grid-template-columns: auto 1fr; gap: .375rem 1rem }
dt { color: var(--soft) }
dd a { display: inline-block; min-height: 1.5rem }
dd { margin: 0; overflow-wrap: anywhere }
.rows { list-style: none; margin: 0; padding: 0 }
.rows li { display: flex; gap: .75rem; justify-content: space-between; align-items: center; padding: .75rem 0;
  border-bottom: 1px solid var(--edge); overflow-wrap: anywhere }
.notice { border: 2px solid var(--accent); border-radius: .375rem; padding: .75rem; margin: 0 0 1rem }
button.small { background: transparent; color: var(--accent); flex: none; overflow-wrap: normal }
button.link { min-height: 1.5rem; padding: 0 .25rem; border: 0; background: none; color: var(--accent);
  text-decoration: underline; font-weight: 400 }
button.danger { border-color: var(--bad); background: var(--bad); color: light-dark(#fff, #2b0a0d) }
[hidden] { display: none }
@media (prefers-contrast: more) { input { border-width: 2px } }
`
