// The completion scripts in real shells, with a stand-in for the program that they call.
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { completion } from './completion';
import type { Terminal } from './terminal';

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-completion-'));
  const program = join(folder, 'gantry');
  await writeFile(program, '#!/bin/sh\n[ "$*" = "__complete apps de" ] && printf "delete\\ndeploy\\n"\n');
  await chmod(program, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

/** Print what a shell proposes after `gantry apps de`. */
async function proposals(shell: 'bash' | 'zsh' | 'fish', script: string): Promise<string[]> {
  let text = '';
  const terminal = { process: { stdout: { write: (part: string) => (text += part) } } };
  completion.call(terminal as unknown as Terminal, {}, shell); // it writes, and does nothing else
  const file = join(folder, '_gantry');
  await writeFile(file, text);
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, HOME: folder, FOLDER: folder };
  const { stdout } = await run(shell, ['-c', script], { env });
  return stdout.split('\n').filter((line) => line !== '');
}

it('completes in bash', async () => {
  const script =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of bash
    'source "$FOLDER/_gantry"; COMP_WORDS=(gantry apps de); COMP_CWORD=2; _gantry; printf "%s\\n" "${COMPREPLY[@]}"';
  expect(await proposals('bash', script)).toEqual(['delete', 'deploy']);
});

it('completes in fish', async () => {
  expect(await proposals('fish', 'source "$FOLDER/_gantry"; complete -C "gantry apps de"')).toEqual([
    'delete',
    'deploy',
  ]);
});

// zsh completes only in its line editor, so this prints the proposals that the function passes on.
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of zsh
const inZsh = 'words=(gantry apps de); CURRENT=3; compadd() { print -l -- "${(@P)2}" }; _gantry';

it.each([
  ['that sources it', `autoload -Uz compinit; compinit -u -D; source "$FOLDER/_gantry"; ${inZsh}`],
  [
    'with it in a folder of fpath',
    `fpath=("$FOLDER" $fpath); autoload -Uz compinit; compinit -u -D; ${inZsh}`,
  ],
])('completes in a zsh %s', async (_, script) => {
  expect(await proposals('zsh', `${script}; print -r -- "$_comps[gantry]"`)).toEqual([
    'delete',
    'deploy',
    '_gantry',
  ]);
});
