import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { Host } from '../../transport/host';
import type { UsedPath } from '../plan/build-template';
import { requireInside } from '../server/real-path';

const deadlineMs = 30_000;
/** The limit for compose files and files of storages. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Entry at a path of a checkout; `missing`: nothing is there. */
export type CheckoutEntry = { kind: 'file'; content: Secret } | { kind: 'folder' } | { kind: 'missing' };

/**
 * Read a file that is inside a checkout after following all symbolic links (`deployment.md` D3.3).
 * @throws AppError forbidden for a link that leaves the checkout, bad_request for what is not text or is too large
 */
export async function readEntry(
  host: Host,
  root: string,
  { path, setting }: UsedPath,
): Promise<CheckoutEntry> {
  try {
    await requireInside(host, root, [{ path, setting }]);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return { kind: 'missing' };
    throw error;
  }
  const shown = path.slice(root.length) || '/';
  const ask = (argv: [string, ...string[]]) => host.run({ argv, asRoot: true, deadlineMs, isQuestion: true });
  const { code: notFolder } = await ask(['test', '-d', path]);
  if (notFolder === 0) return { kind: 'folder' };
  const size = Number((await ask(['stat', '-L', '-c', '%s', '--', path])).stdout.trim());
  if (!(size <= MAX_BYTES)) throw new AppError('bad_request', `${shown} (${setting}) is larger than 5 MB.`);
  const { code, stdout } = await ask(['base64', '-w', '0', '--', path]);
  if (code !== 0) throw new AppError('unavailable', `${shown} (${setting}) cannot be read.`);
  const bytes = Buffer.from(stdout, 'base64');
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes) || text.includes('\0'))
    throw new AppError(
      'bad_request',
      `${shown} (${setting}) is not a text file, so it cannot be copied into a container.`,
    );
  return { kind: 'file', content: new Secret(text) };
}
