import type { GitlabApp } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Sealed columns of a GitLab app; the purpose of each seal is the column's name. */
export type SealedColumn = 'clientSecret' | 'webhookToken';

export function sealColumn(sealer: Sealer, column: SealedColumn, value: Secret): Uint8Array<ArrayBuffer> {
  return sealer.seal(value, `gitlab_apps.${column}`);
}

export function openColumn(
  sealer: Sealer,
  row: Pick<GitlabApp, SealedColumn>,
  column: SealedColumn,
): Secret | null {
  const sealed = row[column];
  return sealed === null ? null : sealer.open(sealed, `gitlab_apps.${column}`);
}
