import { type Check, COMMAND_DEADLINE_MS, failed, passed } from './check';

/** Checks for root, or sudo without a password. */
export const privileges: Check = {
  id: 'privileges',
  title: 'Root rights',
  async run({ host }) {
    const { code, stdout } = await host.run({
      argv: ['id', '-u'],
      asRoot: true,
      deadlineMs: COMMAND_DEADLINE_MS,
    });
    if (code === 0 && stdout.trim() === '0') return passed('Commands run as root');
    return failed(
      'The user is not allowed to run commands as root.',
      'Sign in as root, or allow the user sudo without a password: in /etc/sudoers.d/gantry, "<user> ALL=(ALL) NOPASSWD: ALL".',
    );
  },
};
