import { type DiskUse, daysUntilFull } from '../../domain/disk-forecast';
import { diskSpace } from '../../engine/server/disk';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';

const DAY_MS = 86_400_000;
/** Older samples say little about the future. */
const SAMPLE_DAYS = 30;

/** How full the filesystem of Docker's data is. */
export async function dockerDisk(host: Host): Promise<DiskUse> {
  const { rootDir } = await host.docker.info();
  return diskSpace(host, rootDir);
}

/** Store how full a disk is, and forget old samples. */
export async function keepSample(
  { db, clock, organizationId }: OrganizationScope,
  { id: serverId }: { id: number },
  { totalBytes, freeBytes }: DiskUse,
): Promise<void> {
  const at = clock.now();
  await db.diskSample.create({
    data: {
      organizationId,
      serverId,
      totalBytes: BigInt(totalBytes),
      freeBytes: BigInt(freeBytes),
      at,
    },
  });
  const before = new Date(at.getTime() - SAMPLE_DAYS * DAY_MS);
  await db.diskSample.deleteMany({ where: { serverId, at: { lt: before } } });
}

/** Days until the disk of a server is full; null: unknown, or it is not filling up. */
export async function forecastDisk(
  { db, clock }: Pick<OrganizationScope, 'db' | 'clock'>,
  { id: serverId }: { id: number },
  now: DiskUse,
): Promise<number | null> {
  const samples = await db.diskSample.findMany({ where: { serverId } });
  return daysUntilFull([
    ...samples.map(({ totalBytes, freeBytes, at }) => ({
      totalBytes: Number(totalBytes),
      freeBytes: Number(freeBytes),
      at,
    })),
    { ...now, at: clock.now() },
  ]);
}
