import type { ComponentKind } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import { stopGraceSeconds } from '../../engine/stack/component';
import type { OrganizationScope } from '../context';
import { sealCheckout } from './checkout';
import { writeComponents } from './components';
import { findStack } from './find';
import { claimNames } from './network-names';
import { asPortConflict, claimPorts } from './ports';
import { sealTexts } from './sealed';
import { resolvedProject } from './stored-file';

/** An adopted file as plain data, as an operation freezes it. */
export interface AdoptedFile {
  raw: Secret;
  resolved: Secret;
  commit: string;
  files: readonly (readonly [path: string, content: Secret])[];
  /** Variables that it was resolved with. */
  values: readonly (readonly [name: string, value: Secret])[];
  components: readonly { name: string; kind: ComponentKind; image: string }[];
}

/** Make the file of a succeeded release the stack's own, and remove what it no longer has. Repeatable. */
export async function settleFile(
  scope: OrganizationScope,
  uuid: string,
  { raw, resolved, commit, files, components }: AdoptedFile,
): Promise<void> {
  const row = await findStack(scope, uuid);
  const { sealer } = scope.database;
  const columns = {
    ...sealTexts(sealer, { raw: raw.reveal(), resolved: resolved.reveal() }),
    checkout: sealCheckout(sealer, { commit, files: new Map(files) }),
  };
  const project = resolvedProject(scope, columns);
  const names = components.map(({ name }) => name);
  await scope.db
    .$transaction(async (tx) => {
      await tx.workload.update({ where: { id: row.id }, data: { stack: { update: columns } } });
      await claimPorts(scope, tx, row.id, { server: row.server, project });
      await claimNames(tx, row.id, { serverId: row.server.id, project, leavesTaken: true });
      // The current rows: a user may have changed domains in the meantime.
      const rows = await tx.component.findMany({ where: { workloadId: row.id } });
      const fqdnOf = (name: string) => rows.find((each) => each.name === name)?.fqdn ?? null;
      const written = components.map((component) => {
        const service = project.services.find(({ name }) => name === component.name);
        return {
          ...component,
          fqdn: fqdnOf(component.name),
          isExcludedFromStatus: service?.excludeFromHealth ?? false,
          stopGraceSeconds: service ? stopGraceSeconds(service) : null,
        };
      });
      await writeComponents(scope, tx, row.id, written);
      await tx.domain.deleteMany({
        where: { workloadId: row.id, pullRequestId: 0, component: { not: null, notIn: names } },
      });
    })
    .catch((error: unknown) => {
      throw asPortConflict(error);
    });
}
