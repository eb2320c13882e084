/** The files on a server of earlier versions of a component. */
export interface OldFiles {
  /** Has a folder for each operation, of which that of this operation is kept. */
  folder: string;
  keep: string;
  /** Of storages: has a folder for each, where the version of this operation is kept. Those of others go. */
  stored: { folder: string; kept: readonly string[] };
}
