/** What a workload can mount. The first two are the contract's persistent storages, the others its file storages. */
export const storageKinds = ['volume', 'bind', 'file', 'directory', 'host_file', 'host_directory'] as const;
export type StorageKind = (typeof storageKinds)[number];

export const storageTypes = ['persistent', 'file'] as const;
export type StorageType = (typeof storageTypes)[number];

/** Get the contract's list that contains a storage. */
export function storageTypeOf(kind: StorageKind): StorageType {
  return kind === 'volume' || kind === 'bind' ? 'persistent' : 'file';
}

/** Whether it mounts a server path outside Gantry's own folders (`deployment.md` D16.4). */
export function isOfHost(kind: StorageKind): boolean {
  return kind === 'bind' || kind === 'host_file' || kind === 'host_directory';
}

/** Get the name of a storage's volume in Docker (`deployment.md` §13). */
export function volumeNameOf(workloadUuid: string, name: string): string {
  return `${workloadUuid}-${name}`;
}

export const STORAGES_MAX_PER_RESOURCE = 100;
export const FILE_CONTENT_MAX_BYTES = 5 * 1024 ** 2;
/** Bytes of all files of a workload together, which an operation carries until it has ended. */
export const FILE_CONTENTS_MAX_BYTES = 20 * 1024 ** 2;
