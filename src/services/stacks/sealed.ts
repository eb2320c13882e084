import type { Stack } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

export interface ComposeTexts {
  /** As it was sent. */
  raw: string;
  /** With everything filled in. */
  resolved: string;
}

/** Convert texts to columns, sealed: compose files contain passwords. */
export function sealTexts(sealer: Sealer, { raw, resolved }: ComposeTexts) {
  return {
    dockerComposeRaw: sealer.seal(raw, 'stacks.dockerComposeRaw'),
    dockerCompose: sealer.seal(resolved, 'stacks.dockerCompose'),
  };
}

type Stored = Pick<Stack, 'dockerCompose' | 'dockerComposeRaw'>;

export function openRaw(sealer: Sealer, row: Stored): Secret {
  return sealer.open(row.dockerComposeRaw, 'stacks.dockerComposeRaw');
}

export function openTexts(sealer: Sealer, row: Stored): ComposeTexts {
  return {
    raw: openRaw(sealer, row).reveal(),
    resolved: sealer.open(row.dockerCompose, 'stacks.dockerCompose').reveal(),
  };
}
