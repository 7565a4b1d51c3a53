import { firstPages, testCommandsOf } from './commands.ts'
import { pages } from './pages.ts'

testCommandsOf(pages.filter(({ path }) => !firstPages.includes(path)))
