import type { CleanupObject } from '../../domain/cleanup';
import { concurrently } from '../../lib/concurrently';
import type { HistoryStep } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import { folderSizes } from '../server/folder-sizes';
import type { Candidate } from './candidate';

/** Questions to Docker side by side. */
const CONCURRENCY = 4;

/** A candidate and what its removal frees. */
export type Measured = Candidate & Pick<CleanupObject, 'bytes'>;

/** Say what the removal of each frees, after those before it: a layer that two images share counts once. */
export async function measure(host: Host, candidates: readonly Candidate[]): Promise<Measured[]> {
  const sizes = new Map<Candidate, number | null>([
    ...(await containerSizes(host, candidates)),
    ...(await imageSizes(host, candidates)),
    ...(await volumeSizes(host, candidates)),
  ]);
  return candidates.map((each) => ({
    ...each,
    bytes: each.kind === 'network' ? 0 : (sizes.get(each) ?? null),
  }));
}

async function containerSizes({ docker }: Host, candidates: readonly Candidate[]) {
  const sizes = new Map<Candidate, number | null>();
  const containers = candidates.filter(({ kind }) => kind === 'container');
  await concurrently(containers, CONCURRENCY, async (each) => {
    sizes.set(each, await docker.containerBytes(each.references[0] ?? each.name));
  });
  return sizes;
}

async function imageSizes({ docker }: Host, candidates: readonly Candidate[]) {
  const candidatesById = new Map(
    candidates.flatMap((each) => (each.imageId === undefined ? [] : [[each.imageId, each] as const])),
  );
  if (candidatesById.size === 0) return new Map<Candidate, number>();
  const bytesById = new Map((await docker.listImages({})).map(({ id, sizeBytes }) => [id, sizeBytes]));
  const ids = new Set([...bytesById.keys(), ...candidatesById.keys()]);
  const histories = new Map<string, HistoryStep[]>();
  await concurrently(ids, CONCURRENCY, async (id) => {
    histories.set(id, withAllBytes(await docker.imageHistory(id), bytesById.get(id) ?? 0));
  });
  const stays = [...histories].filter(([id]) => !candidatesById.has(id));
  const counted = new Set(stays.flatMap(([, history]) => layersOf(history).map(({ layer }) => layer)));
  const sizes = new Map<Candidate, number>();
  for (const [id, candidate] of candidatesById) {
    const own = layersOf(histories.get(id) ?? []).filter(({ layer }) => !counted.has(layer));
    for (const { layer } of own) counted.add(layer);
    sizes.set(
      candidate,
      own.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    );
  }
  return sizes;
}

/** An image that was made without a history, or from one, has bytes that no step names: they are its first layer. */
function withAllBytes(history: HistoryStep[], bytes: number): HistoryStep[] {
  const unnamed = bytes - history.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return unnamed > 0 ? [{ key: `without history: ${unnamed}`, sizeBytes: unnamed }, ...history] : history;
}

/** A layer is shared by images whose steps are the same up to it. */
function layersOf(history: readonly HistoryStep[]): { layer: string; sizeBytes: number }[] {
  let layer = '';
  return history.map(({ key, sizeBytes }) => {
    layer = `${layer}\n${key}`;
    return { layer, sizeBytes };
  });
}

async function volumeSizes(host: Host, candidates: readonly Candidate[]) {
  const volumes = candidates.filter(({ kind }) => kind === 'volume');
  if (volumes.length === 0) return new Map<Candidate, number | null>();
  const { rootDir } = await host.docker.info();
  const folder = ({ name }: Candidate) => `${rootDir}/volumes/${name}/_data`;
  const sizes = await folderSizes(host, volumes.map(folder));
  return new Map(volumes.map((each) => [each, sizes.get(folder(each)) ?? null]));
}
