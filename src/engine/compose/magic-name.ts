import type { MagicKind } from '../../domain/compose/variables';

/** A parsed name of the table in `deployment.md` §16. */
export interface MagicName {
  /** Name it is stored under: hyphens and dots of a service's name become `_`. */
  name: string;
  /** Service it names, as the variable spells it, with an optional port: `MYAPP_3000`. */
  id: string;
  kind: 'address' | 'name' | 'value';
  /** `address`: whether it is a whole URL. */
  isUrl: boolean;
  /** `value`: the generated kind. */
  value: GeneratedKind | null;
}

export type GeneratedKind = Exclude<MagicKind, { kind: 'url' | 'fqdn' | 'name' }>;

const charactersByKind: Readonly<Record<string, (length: number) => GeneratedKind>> = {
  PASSWORD: (length) => ({ kind: 'password', length }),
  PASSWORDWITHSYMBOLS: (length) => ({ kind: 'password-with-symbols', length }),
  BASE64: (length) => ({ kind: 'alphanumeric', length }),
  REALBASE64: (bytes) => ({ kind: 'base64', bytes }),
  HEX: (length) => ({ kind: 'hex', length }),
};

/** Lengths that may follow a kind; the first is the default. */
const lengthsByKind: Readonly<Record<string, readonly number[]>> = {
  PASSWORD: [32, 64],
  PASSWORDWITHSYMBOLS: [32, 64],
  BASE64: [32, 64, 128],
  REALBASE64: [32, 64, 128],
  HEX: [32, 64, 128],
};

const fixedKinds: Readonly<Record<string, GeneratedKind>> = {
  USER: { kind: 'user' },
  LOWERCASEUSER: { kind: 'lowercase-user' },
  SUPABASEANON: { kind: 'jwt', role: 'anon' },
  SUPABASESERVICE: { kind: 'jwt', role: 'service_role' },
};

const nameForm = /^SERVICE_([A-Z0-9]+)_([A-Za-z0-9_.-]+)$/;

/** Parse a magic name; null for an ordinary name that merely looks similar. */
export function parseMagicName(text: string): MagicName | null {
  const match = nameForm.exec(text);
  if (!match) return null;
  const [, kind = '', rest = ''] = match;
  const name = canonicalName(text);
  if (kind === 'URL' || kind === 'FQDN')
    return { name, id: rest, kind: 'address', isUrl: kind === 'URL', value: null };
  if (kind === 'NAME') return { name, id: rest, kind: 'name', isUrl: false, value: null };
  const fixed = Object.hasOwn(fixedKinds, kind) ? fixedKinds[kind] : undefined;
  if (fixed) return { name, id: rest, kind: 'value', isUrl: false, value: fixed };
  if (!Object.hasOwn(lengthsByKind, kind)) return null;
  const sized = /^(\d+)_(.+)$/.exec(rest);
  const lengths = lengthsByKind[kind] ?? [];
  const given = sized && lengths.includes(Number(sized[1])) ? Number(sized[1]) : null;
  // HEX always needs a length.
  if (given === null && kind === 'HEX') return null;
  const value = charactersByKind[kind]?.(given ?? lengths[0] ?? 32) ?? null;
  return { name, id: given === null ? rest : (sized?.[2] ?? rest), kind: 'value', isUrl: false, value };
}

export function isMagicName(text: string): boolean {
  return parseMagicName(text) !== null;
}

/** Get the name a variable is stored under: `SERVICE_URL_MY-APP` and `SERVICE_URL_MY_APP` are the same. */
export function canonicalName(name: string): string {
  return name.startsWith('SERVICE_') ? name.replaceAll(/[-.]/g, '_') : name;
}

/** Normalize the id of a magic variable or the name of a service for comparison. */
export function comparable(name: string): string {
  return name.replaceAll(/[-.]/g, '_').toLowerCase();
}
