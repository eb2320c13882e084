import { type Application, type CommandContext, generateHelpTextForAllCommands } from '@stricli/core';
import { buildGantry, type OperatorCommand } from './application';

/** List every command of the program with its help. */
export function helpOfCommands(operator: readonly OperatorCommand[]): readonly (readonly [string, string])[] {
  // No command runs for its help.
  return generateHelpTextForAllCommands(buildGantry('', operator) as unknown as Application<CommandContext>);
}

/** Generate the page about the command line (`docs/cli.md`) from the program itself. */
export function commandPage(operator: readonly OperatorCommand[], operatorUsage: string): string {
  const names = new Set(operator.map(({ name }) => `gantry ${name}`));
  const sections = helpOfCommands(operator)
    .filter(([route]) => !names.has(route))
    .map(([route, help]) => `## ${route}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`);
  return `${head}\n${sections.join('\n')}\n## On the Gantry machine\n\n\`\`\`text\n${operatorUsage.trimEnd()}\n\`\`\`\n`;
}

const head = `# Command line

Generated from the program; do not edit it manually.

Sign in once: \`gantry login --url https://gantry.example.com\` shows a code that you confirm in the console. In pipelines set
\`GANTRY_URL\` and \`GANTRY_TOKEN\` instead. A file \`.gantry.toml\` in the working directory or a parent directory can set
defaults for flags: \`url\`, \`org\`, \`project\`, \`env\`, \`app\`, \`server\`.

\`--json\` prints all fields, \`--json name,status\` only some. \`--set field=value\` sets any API field that has no flag. Only the
result goes to standard output. \`NO_COLOR\` is respected.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | failed |
| 2 | invalid usage or input |
| 3 | not found |
| 4 | not permitted, or not signed in |
| 5 | no connection |
| 6 | the deployment that was waited for did not finish |
| 130 | interrupted (Ctrl-C) |
`;
