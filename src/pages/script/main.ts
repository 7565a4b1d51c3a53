import { startPage } from './page.ts'
import { mayHaveSession } from './session.ts'
import { applyStoredTheme } from './theme.ts'

// Runs in the head, before anything is painted: the theme, and no glimpse of a page that says "log in".
applyStoredTheme()
document.documentElement.classList.add('js')
if (mayHaveSession()) document.documentElement.classList.add('restoring')

addEventListener('DOMContentLoaded', () => void startPage())
