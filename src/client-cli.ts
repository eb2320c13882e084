#!/usr/bin/env node
import { version } from '../package.json';
import { runCommands } from './commands/main';

/** The command line of the packed client: everything that asks a Gantry over its API. */
const args = process.argv.slice(2);
await runCommands(args[0] === 'help' ? [...args.slice(1), '--help'] : args, { version });
