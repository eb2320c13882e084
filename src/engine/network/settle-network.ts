import { AppError, errorMessage } from '../../domain/error';
import type { Host } from '../../transport/host';

/**
 * Whether a network of this name exists. Of several, which Docker refuses to tell apart by name, all but one are
 * removed: every caller keeps the same one, unless containers use another.
 */
export async function settleNetwork({ docker }: Host, name: string): Promise<boolean> {
  const same = (await docker.listNetworks({})).filter((network) => network.name === name);
  const ids = same.map(({ id }) => id).toSorted();
  let left = ids.length;
  for (const id of ids.toReversed()) {
    if (left <= 1) break;
    if (await isRemoved({ docker }, id)) left--;
  }
  if (left > 1)
    throw new AppError(
      'conflict',
      `The server has ${left} networks named ${name}, and containers use more than one of them. Move all containers into one of them, and remove the others with docker network rm.`,
    );
  return left === 1;
}

async function isRemoved({ docker }: Pick<Host, 'docker'>, id: string): Promise<boolean> {
  try {
    await docker.removeNetwork(id);
    return true;
  } catch (error) {
    if (/active endpoints/i.test(errorMessage(error))) return false;
    throw error;
  }
}
