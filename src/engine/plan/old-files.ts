/** Files of earlier versions of a component on a server. */
export interface OldFiles {
  /** Contains a folder for each operation; that of this operation is kept. */
  folder: string;
  keep: string;
  /**
   * Contains a folder for each storage, in which this operation's version is kept. Those of other storages are
   * removed.
   */
  stored: { folder: string; kept: readonly string[] };
}
