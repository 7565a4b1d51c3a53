import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  // Scripts and styles find each other wherever they are served; only the page names a path.
  experimental: {
    renderBuiltUrl: (_file, { hostType }) => (hostType === 'html' ? undefined : { relative: true }),
  },
  plugins: [react(), firstPaintScript()],
  define: { MANUAL_PAGES: JSON.stringify(readManualPages()) },
  build: {
    emptyOutDir: true,
    target: 'es2023',
    manifest: 'manifest.json',
    // A data: URL in a script or style would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What five pages share comes as one file: by itself it would be dozens, each a request.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 5 }] } },
    },
  },
})

/** A classic script in front of the module: modules run after the first paint. */
function firstPaintScript(): Plugin {
  const source = readFileSync(new URL('src/first-paint.js', import.meta.url), 'utf8')
  return {
    name: 'first-paint-script',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'asset', name: 'first-paint.js', source })
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const file = Object.keys(bundle).find((name) => /first-paint-.*\.js$/.test(name))
        return [{ tag: 'script', attrs: { src: `/admin/${file}` }, injectTo: 'head-prepend' }]
      },
    },
  }
}

/** The pages of the manual, as its index lists them, for the palette. */
function readManualPages() {
  const index = readFileSync(new URL('../docs/README.md', import.meta.url), 'utf8')
  return [...index.matchAll(/^- \[([^\]]+)\]\(([\w/-]+)\.md\)/gm)].map(([, title, path]) => ({
    title,
    path,
  }))
}
