import type { Application } from '../../db/generated/client';
import type { ApplicationRow } from '../../db/queries/list-applications';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Sealed columns of an application; the purpose of each seal is the column's name. */
export type SealedColumn =
  | 'httpBasicAuthPassword'
  | 'manualWebhookSecretGithub'
  | 'manualWebhookSecretGitlab'
  | 'manualWebhookSecretBitbucket'
  | 'manualWebhookSecretGitea';

const purposeOf = (column: SealedColumn) => `applications.${column}` as const;

export function sealColumn(
  sealer: Sealer,
  column: SealedColumn,
  value: string | null,
): Uint8Array<ArrayBuffer> | null {
  return value === null || value === '' ? null : sealer.seal(value, purposeOf(column));
}

export function openColumn(
  sealer: Sealer,
  row: Pick<Application, SealedColumn>,
  column: SealedColumn,
): Secret | null {
  const sealed = row[column];
  return sealed === null ? null : sealer.open(sealed, purposeOf(column));
}

export function openBasicAuthPassword(sealer: Sealer, row: Pick<Application, SealedColumn>): Secret | null {
  return openColumn(sealer, row, 'httpBasicAuthPassword');
}

/** The compose file of an application: as it runs, and as it was sent. */
export type ComposeColumn = 'composed' | 'composedRaw';

const composePurposes = { composed: 'stacks.dockerCompose', composedRaw: 'stacks.dockerComposeRaw' } as const;

export function openCompose(
  sealer: Sealer,
  row: Pick<ApplicationRow, ComposeColumn>,
  column: ComposeColumn,
): Secret | null {
  const sealed = row[column];
  return sealed === null ? null : sealer.open(sealed, composePurposes[column]);
}
