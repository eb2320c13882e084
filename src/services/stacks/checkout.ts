import { z } from 'zod';
import type { Stack } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { ComposeService } from '../../domain/compose/service';
import { Secret } from '../../domain/secret';
import type { ResolveOptions } from '../../engine/compose/types';
import { builtImageName } from '../../engine/stack/names';

/** What a compose file from a repository is read with. */
export interface StackCheckout {
  /** null: nothing was deployed yet. */
  commit: string | null;
  /** Files that it references, by path below the base directory. */
  files: ReadonlyMap<string, Secret>;
  /** Prefix of the commit in image tags; absent: none. */
  tagPrefix?: string;
}

/** The checkout of an application whose repository was not read yet. */
export const unread: StackCheckout = { commit: null, files: new Map() };

const stored = z.object({ commit: z.string().nullable(), files: z.array(z.tuple([z.string(), z.string()])) });

export function sealCheckout(sealer: Sealer, { commit, files }: StackCheckout): Uint8Array<ArrayBuffer> {
  const texts = [...files].map(([path, content]) => [path, content.reveal()]);
  return sealer.seal(JSON.stringify({ commit, files: texts }), 'stacks.checkout');
}

/** @returns null for a file that is not from a repository */
export function openCheckout(sealer: Sealer, row: Pick<Stack, 'checkout'>): StackCheckout | null {
  if (row.checkout === null) return null;
  const { commit, files } = stored.parse(JSON.parse(sealer.open(row.checkout, 'stacks.checkout').reveal()));
  return { commit, files: new Map(files.map(([path, content]) => [path, new Secret(content)])) };
}

/** The resolve options for a file that may be from a repository. */
export function optionsOf(checkout: StackCheckout | null): Pick<ResolveOptions, 'hasCheckout' | 'files'> {
  return checkout === null ? {} : { hasCheckout: true, files: checkout.files };
}

/**
 * The image of a service: that of its build, or the one in the file.
 * @param uuid of the stack, also for a preview of it
 */
export function imageOf(
  { name, image, build }: ComposeService,
  uuid: string,
  checkout: StackCheckout | null,
): string {
  if (build === null) return image ?? '';
  const commit = checkout?.commit ?? null;
  if (commit === null) return builtImageName(uuid, name);
  return `${builtImageName(uuid, name)}:${checkout?.tagPrefix ?? ''}${commit}`;
}
