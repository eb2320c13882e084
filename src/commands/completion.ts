import type { Terminal } from './terminal';

/** Word that the scripts below put before the typed words. `main.ts` then prints proposals, one per line. */
export const proposalWord = '__complete';

const scripts = {
  bash: `_gantry() {
  local IFS=$'\\n'
  COMPREPLY=($(gantry ${proposalWord} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _gantry gantry
`,
  // Sourced, or a file `_gantry` in a folder of `fpath`, which zsh runs as the function on its first use.
  zsh: `#compdef gantry
_gantry() {
  local -a proposals
  proposals=("\${(@f)$(gantry ${proposalWord} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a proposals
}
compdef _gantry gantry
if [ "\${funcstack[1]}" = _gantry ]; then _gantry; fi
`,
  fish: `complete -c gantry -f -a '(gantry ${proposalWord} (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
`,
};

/** `completion SHELL`: print the completion script of a shell. */
export function completion(this: Terminal, _: unknown, shell: keyof typeof scripts): void {
  this.process.stdout.write(scripts[shell]);
}
