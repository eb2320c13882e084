import { networkInterfaces } from 'node:os';
import { addressOf, gatewayNumber } from './network';
import { allLabs } from './state';

const lastSlot = 250;

/** A network number that no lab and no interface of this machine uses. Call under the lock `labs`. */
export async function freeSlot(): Promise<number> {
  const taken = new Set((await allLabs()).map((lab) => lab.slot));
  const addresses = new Set(
    Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((entry) => entry.address)),
  );
  for (let slot = 1; slot <= lastSlot; slot += 1) {
    if (!taken.has(slot) && !addresses.has(addressOf(slot, gatewayNumber))) return slot;
  }
  throw new Error('Every lab network is in use: run "npx tsx e2e/lab/main.ts status"');
}
