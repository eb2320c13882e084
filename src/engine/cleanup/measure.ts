import type { CleanupObject } from '../../domain/cleanup';
import { concurrently } from '../../lib/concurrently';
import type { ImageLayer } from '../../transport/docker/api';
import type { Host } from '../../transport/host';
import { folderSizes } from '../server/folder-sizes';
import type { Candidate } from './candidate';

/** Concurrent requests to Docker. */
const CONCURRENCY = 4;

/** A candidate and what its removal frees. */
export type Measured = Candidate & Pick<CleanupObject, 'bytes'>;

/** Measure what each removal frees, in order: a layer that two images share counts once. */
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
  const stored = await docker.listImages({});
  const ids = new Set([...stored.map(({ id }) => id), ...candidatesById.keys()]);
  const layers = new Map<string, Chained[]>();
  await concurrently(ids, CONCURRENCY, async (id) => {
    layers.set(id, chained(await docker.imageLayers(id)));
  });
  const stays = [...layers].filter(([id]) => !candidatesById.has(id));
  const counted = new Set(stays.flatMap(([, own]) => own.map(({ chain }) => chain)));
  const sizes = new Map<Candidate, number>();
  for (const [id, candidate] of candidatesById) {
    const own = (layers.get(id) ?? []).filter(({ chain }) => !counted.has(chain));
    for (const { chain } of own) counted.add(chain);
    sizes.set(
      candidate,
      own.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    );
  }
  return sizes;
}

interface Chained {
  /** Layer with those below it, which Docker stores once. */
  chain: string;
  sizeBytes: number;
}

function chained(layers: readonly ImageLayer[]): Chained[] {
  let chain = '';
  return layers.map(({ digest, sizeBytes }) => {
    chain = `${chain} ${digest}`;
    return { chain, sizeBytes };
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
