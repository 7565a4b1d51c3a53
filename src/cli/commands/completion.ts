import { Argument, type Command } from 'commander'
import { examples } from '../flags.ts'
import type { Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .addArgument(new Argument('<shell>', 'name of the shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examples(
        'source <(latchkey completion bash)',
        'latchkey completion fish > ~/.config/fish/completions/latchkey.fish',
      ),
    )
    .action((shell) => completion(terminal, shell, command.parent ?? command))
}

type Shell = 'bash' | 'zsh' | 'fish'

/** A place on the command line, such as `users list`, with what may come next. */
interface Place {
  readonly path: string
  readonly candidates: readonly Candidate[]
}

interface Candidate {
  readonly word: string
  readonly description: string
}

/** `latchkey completion`: a script that knows all commands and flags, so that completing starts no program. */
function completion(terminal: Terminal, shell: Shell, program: Command): void {
  terminal.stdout.write(scripts[shell](placesOf(program)))
}

function placesOf(command: Command, path: readonly string[] = []): Place[] {
  const help = command.createHelp()
  const commands = help.visibleCommands(command).map((each) => ({
    word: each.name(),
    description: each.description(),
  }))
  const flags = help.visibleOptions(command).map(({ long, short, description }) => ({
    word: long ?? short ?? '',
    description,
  }))
  const names = command.parent ? [command.name(), ...command.aliases()] : ['']
  return names.flatMap((name) => {
    const here = [...path, name].filter((part) => part !== '')
    const below = command.commands.flatMap((each) => placesOf(each, here))
    return [{ path: here.join(' '), candidates: [...commands, ...flags] }, ...below]
  })
}

const scripts: Readonly<Record<Shell, (places: readonly Place[]) => string>> = {
  bash: (places) => `# Completes latchkey in bash: source <(latchkey completion bash)
_latchkey() {
  local place="" word candidates=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) place="\${place:+$place }$word" ;; esac
  done
  case "$place" in
${caseLines(places)}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -gt 0 ] || compopt -o default
}
complete -F _latchkey latchkey
`,
  zsh: (places) => `#compdef latchkey
# Completes latchkey in zsh: latchkey completion zsh > "\${fpath[1]}/_latchkey"
_latchkey() {
  local place="" word candidates=""
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in -*) ;; *) place="\${place:+$place }$word" ;; esac
  done
  case "$place" in
${caseLines(places)}
  esac
  compadd -- \${=candidates} || _files
}
compdef _latchkey latchkey
`,
  fish: (places) => `# Completes latchkey in fish
function __latchkey_at
  set -l place (string match -v -- '-*' (commandline -opc)[2..-1])
  test "$place" = "$argv[1]"
end
${places.flatMap(fishLines).join('\n')}
`,
}

function caseLines(places: readonly Place[]): string {
  return places
    .map(({ path, candidates }) => {
      const words = candidates.map(({ word }) => word).join(' ')
      return `    "${path}") candidates="${words}" ;;`
    })
    .join('\n')
}

function fishLines({ path, candidates }: Place): string[] {
  return candidates.map(({ word, description }) => {
    const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`
    const text = description.replaceAll("'", "\\'")
    return `complete -c latchkey -n "__latchkey_at '${path}'" ${what} -d '${text}'`
  })
}
