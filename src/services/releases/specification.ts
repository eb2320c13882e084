import { z } from 'zod';
import type { Sealer } from '../../db/sealed';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { ReleaseSource } from '../../domain/workload/source';
import type { Frozen } from '../operations/definition';
import { frozenText, parseFrozen } from '../operations/frozen-text';

/** Purpose of the seals. */
const PURPOSE = 'release_specifications.sealed';

const keptSpecification = z.object({
  version: z.number(),
  spec: z.unknown(),
  /** The configuration of its deployment: no secret values, only hashes. */
  snapshot: z.looseObject({ settings: z.record(z.string(), z.unknown()) }),
});

/** The sources of a release. */
export type KeptSpecification = z.infer<typeof keptSpecification> & Frozen;

export function sealSpecification(
  sealer: Sealer,
  kept: Frozen & { snapshot: unknown },
): Uint8Array<ArrayBuffer> {
  return sealer.seal(frozenText(kept), PURPOSE);
}

export function openSpecification(sealer: Sealer, row: { sealed: Uint8Array }): KeptSpecification {
  return keptSpecification.parse(parseFrozen(sealer.open(row.sealed, PURPOSE).reveal()));
}

/** The specification that rolls back to a release: its image replaces the source. */
export function releasedSpecification(
  spec: DeploymentSpec,
  { image, digest, commit }: { image: string; digest: string; commit: string | null },
): DeploymentSpec {
  const source: ReleaseSource = { kind: 'release', reference: image, digest: digest || null, commit };
  return { ...spec, force: false, source, buildVariables: [] };
}
