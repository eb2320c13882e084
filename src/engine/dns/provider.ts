import type { Call } from '../remote-api/call';

/** A TXT record. Names are in ACE form and without a final dot. */
export interface TxtRecord {
  /** Zone that holds it, such as `example.com`; equal to `name` where the provider has no zones. */
  zone: string;
  /** Its full name, such as `_acme-challenge.shop.example.com`. */
  name: string;
  value: string;
}

/** Removes a record that was added. */
export type RemoveRecord = () => Promise<void>;

export interface DnsProvider {
  /** Base URL of its API; null: the user names it. */
  baseUrl: string | null;
  /** Header that carries the token. */
  authorization(token: string): string;
  /** Whether the account has this zone. Absent: the provider finds the zone itself. */
  hasZone?: (call: Call, zone: string) => Promise<boolean>;
  /**
   * Add a record beside others of the same name. One that an attempt left which was killed counts as added: the
   * authority gives the same challenge again.
   */
  add(call: Call, record: TxtRecord): Promise<RemoveRecord>;
}

/**
 * Name of a record relative to its zone.
 * @param apex what the provider calls the zone itself
 */
export function relativeName({ name, zone }: TxtRecord, apex = '@'): string {
  return name === zone ? apex : name.slice(0, -zone.length - 1);
}

/** Whether a TXT record has this value; providers write it with and without the quotes of a zone file. */
export function isValue(data: string, value: string): boolean {
  return data === value || data === `"${value}"`;
}
