import { invalidField } from '../domain/error';
import {
  formatNetwork,
  type Network,
  networkContains,
  networkCovers,
  parseAddress,
  parseNetwork,
} from './address';

/** Entries that admit everyone, like an empty list (authorization contract §9). */
const everyone = new Set(['0.0.0.0', '0.0.0.0/0', '::/0']);
const maxEntries = 256;

/** Callers that a list admits: everyone, no one (it is invalid), or the addresses of its networks. */
export type AddressList = 'everyone' | 'unusable' | readonly Network[];

/** Read a stored list. One invalid entry makes the whole list unusable: an unusable list admits no one. */
export function readAddressList(entries: readonly string[]): AddressList {
  const networks: Network[] = [];
  for (const entry of entries) {
    const network = parseNetwork(entry.trim());
    if (!network) return 'unusable';
    networks.push(network);
  }
  const isOpen = networks.length === 0 || networks.some((network) => everyone.has(formatNetwork(network)));
  return isOpen ? 'everyone' : networks;
}

/** Whether a list admits an address in the format of `RequestInfo.ip`. */
export function listAdmits(list: AddressList, text: string): boolean {
  if (list === 'everyone') return true;
  if (list === 'unusable') return false;
  const address = parseAddress(text);
  return address !== null && list.some((network) => networkContains(network, address));
}

/** Split a list at commas and newlines, the format in which the instance's list is stored. */
export function splitAddressList(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/**
 * Parse a list for saving: normalized, without duplicates and entries that another one covers; empty for everyone.
 * @throws AppError validation_failed for `field`, naming the entries that are neither address nor CIDR range
 */
export function parseAddressList(entries: readonly string[], field = 'allowed_ips'): string[] {
  if (entries.length > maxEntries) throw invalidField(field, `At most ${maxEntries} entries are allowed.`);
  const parsed = entries.map((entry) => ({ entry, network: parseNetwork(entry.trim()) }));
  const wrong = parsed.filter(({ network }) => network === null).map(({ entry }) => entry.slice(0, 64));
  if (wrong.length > 0)
    throw invalidField(field, `Not an IP address or CIDR range: ${wrong.slice(0, 5).join(', ')}.`);
  const networks = parsed.flatMap(({ network }) => (network ? [network] : []));
  if (networks.some((network) => everyone.has(formatNetwork(network)))) return [];
  return withoutCovered(networks).map(formatNetwork);
}

/** Whether `parent` admits everyone that `child` admits. Both in stored form. */
export function addressListWithin(child: readonly string[], parent: readonly string[]): boolean {
  const [inner, outer] = [readAddressList(child), readAddressList(parent)];
  if (outer === 'everyone' || inner === 'unusable') return true;
  if (outer === 'unusable' || inner === 'everyone') return false;
  return inner.every((network) => outer.some((each) => networkCovers(each, network)));
}

function withoutCovered(networks: readonly Network[]): Network[] {
  return networks.filter(
    (network, index) =>
      !networks.some(
        (other, at) =>
          at !== index && networkCovers(other, network) && (other.bits < network.bits || at < index),
      ),
  );
}
