import { convertDockerWords } from '../engine/compose/docker-run';

/**
 * Run `gantry convert docker run …`: print the compose file of a command. Options that are left out go to standard
 * error.
 */
export function convertCommand(words: readonly string[]): number {
  const result = convertDockerWords(words);
  if (!result.ok) {
    process.stderr.write(`${result.message}\n`);
    return 1;
  }
  for (const note of result.notes) process.stderr.write(`${note}\n`);
  process.stdout.write(result.compose);
  return 0;
}
