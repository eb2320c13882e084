import { z } from 'zod';
import type { Preview } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import { Secret } from '../../domain/secret';
import { isMagicName } from '../../engine/compose/magic-name';
import type { Values } from './variables';

const stored = z.array(z.tuple([z.string(), z.string()]));

/** Open the values generated for a preview, which keeps them for its lifetime. */
export function openGenerated(sealer: Sealer, { generated }: Pick<Preview, 'generated'>): Values {
  if (generated === null) return new Map();
  const entries = stored.parse(JSON.parse(sealer.open(generated, 'previews.generated').reveal()));
  return new Map(entries.map(([name, value]) => [name, new Secret(value)]));
}

/** @param created by a draft; values that are not generated are taken from the file each time */
export function sealGenerated(sealer: Sealer, kept: Values, created: Values): Uint8Array<ArrayBuffer> {
  const generated = [...created].filter(([name]) => isMagicName(name));
  const entries = [...new Map([...kept, ...generated])].map(([name, value]) => [name, value.reveal()]);
  return sealer.seal(JSON.stringify(entries), 'previews.generated');
}
