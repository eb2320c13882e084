import type { GithubApp } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Sealed columns of a GitHub App; the purpose of each seal is the column's name. */
export type SealedColumn = 'clientSecret' | 'webhookSecret';

export function sealColumn(sealer: Sealer, column: SealedColumn, value: Secret): Uint8Array<ArrayBuffer> {
  return sealer.seal(value, `github_apps.${column}`);
}

export function openColumn(
  sealer: Sealer,
  row: Pick<GithubApp, SealedColumn>,
  column: SealedColumn,
): Secret | null {
  const sealed = row[column];
  return sealed === null ? null : sealer.open(sealed, `github_apps.${column}`);
}
