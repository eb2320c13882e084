import { version } from '../package.json';
import { operatorCommands } from './cli/operator-commands';

// One program, two halves: what needs the installation itself, and what asks a Gantry over its API. Each is loaded only
// when it runs, so that help is there at once.
const args = process.argv.slice(2);
const isOperators = operatorCommands.some(({ name }) => name === args[0]);

if (isOperators) {
  const { operate } = await import('./cli/operate');
  operate(args);
} else {
  const { runCommands } = await import('./commands/main');
  await runCommands(args[0] === 'help' ? [...args.slice(1), '--help'] : args, {
    version,
    operator: operatorCommands,
  });
}
