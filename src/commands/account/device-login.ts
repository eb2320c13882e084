import { hostname, userInfo } from 'node:os';
import { createClient } from '../../client/client';
import type { Terminal } from '../terminal';

/** Get the name by which the user recognizes this machine in the console, with only the characters that it accepts. */
function ownName(): string {
  const name = `${userInfo().username}@${hostname()}`.replaceAll(/[^\p{L}\p{N}\-_.@]/gu, '-');
  return name.slice(0, 48);
}

/**
 * Show a code, wait until a user confirms it in the console, and collect the token.
 * @throws Error if a user refuses it, or no one confirms it in time
 */
export async function tokenOfDevice({ process, signal }: Terminal, url: string): Promise<string> {
  const { deviceLogin } = createClient({ url, token: '' });
  const begun = await deviceLogin.begin.mutate({ name: ownName() });
  process.stderr.write(
    `Open ${begun.verification_url_complete} and confirm the code ${begun.user_code}\n` +
      `The code expires at ${begun.expires_at}. Waiting …\n`,
  );
  for (;;) {
    await pause(begun.interval_seconds * 1000, signal);
    const { status } = await deviceLogin.status.query({ id: begun.id });
    switch (status) {
      case 'pending':
        continue;
      case 'approved': {
        const { token } = await deviceLogin.collect.mutate({ id: begun.id, device_code: begun.device_code });
        return token;
      }
      case 'denied':
        throw new Error('The sign-in was refused in the console.');
      default:
        throw new Error('No one confirmed the code in time. Run gantry login again.');
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
