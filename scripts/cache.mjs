import { homedir } from 'node:os';
import { join } from 'node:path';

/** For what is expensive to make: outside the checkout, so that every clone on a machine shares it. */
export function cacheFolder(...parts) {
  const base =
    process.env.XDG_CACHE_HOME ?? (process.getuid?.() === 0 ? '/var/cache' : join(homedir(), '.cache'));
  return join(base, 'gantry', ...parts);
}
