import './styles/mantine.css'
import './styles/shell.css'
import './styles/kit.css'
import './styles/cards.css'
import './styles/settings.css'
import './styles/console.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { loadFirstPage } from './routes.tsx'
import { base } from './state/base.ts'
import { styleNonce } from './style-nonce.ts'

// The scroll lock of dialogs looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

loadFirstPage(location.pathname.slice(base.length))
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
