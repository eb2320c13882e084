import { z } from 'zod';
import type {
  ComposeDependency,
  ComposeFileGrant,
  ComposeNetworkMode,
  ComposeNetworkUse,
} from '../../../domain/compose/service';
import { fileMode, filledLine, flag, isRecord, line, lineList, record, shortOrLong } from './forms';
import { containerPath } from './mounts';

const condition = z.enum(
  ['service_started', 'service_healthy', 'service_completed_successfully'],
  'Must be service_started, service_healthy or service_completed_successfully.',
);

const dependency = z.preprocess(
  (value) => value ?? {},
  record({ condition: condition.optional(), required: flag.optional(), restart: flag.optional() }),
);

/** Turn list items into map keys without values, so that one schema reads both forms. */
function keyed(value: unknown): unknown {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return value;
  return Object.fromEntries(value.map((item) => [item, null]));
}

export const dependsOn = z
  .preprocess(keyed, z.record(z.string(), dependency, 'Must be a list of services or a map of them.'))
  .transform((services): ComposeDependency[] =>
    Object.entries(services).map(([service, given]) => ({
      service,
      condition: given.condition ?? 'service_started',
      required: given.required ?? true,
      restart: given.restart ?? false,
    })),
  );

const alias = line.refine(
  (name) => /^[A-Za-z0-9_][A-Za-z0-9._-]{0,254}$/.test(name),
  'An alias may have letters, digits, . _ and -.',
);

const networkUse = z.preprocess(
  (value) => value ?? {},
  record({
    aliases: z.array(alias, 'Must be a list of aliases.').optional(),
    priority: z.unknown().optional(),
  }),
);

export const networks = z
  .preprocess(keyed, z.record(z.string(), networkUse, 'Must be a list of networks or a map of them.'))
  .transform((uses): ComposeNetworkUse[] =>
    Object.entries(uses).map(([network, { aliases = [] }]) => ({ network, aliases })),
  );

/** Legacy `links`: `service` or `service:alias`. */
export const links = z.array(line, 'Must be a list of services.').transform((items) =>
  items.map((item) => {
    const [service = '', name] = item.split(':');
    return { service, alias: name ?? service };
  }),
);

/** `volumes_from`: `service[:ro]`. */
export const volumesFrom = z.array(line, 'Must be a list of services.').transform((items) =>
  items.map((item) => {
    const [service = '', mode] = item.split(':');
    return { service, readOnly: mode === 'ro' };
  }),
);

const folders = { config: '/', secret: '/run/secrets/' } as const;

function grant(kind: 'config' | 'secret') {
  const long = record({
    source: filledLine,
    target: filledLine.optional(),
    uid: line.optional(),
    gid: line.optional(),
    mode: fileMode.optional(),
  }).transform((given, context): ComposeFileGrant => {
    const target = given.target ?? given.source;
    const path = containerPath(target.startsWith('/') ? target : `${folders[kind]}${target}`);
    if (path === null || path === '/' || target.endsWith('/')) {
      context.addIssue({ code: 'custom', path: ['target'], message: 'Must be the path of a file.' });
      return z.NEVER;
    }
    return {
      kind,
      source: given.source,
      target: path,
      uid: given.uid ?? null,
      gid: given.gid ?? null,
      mode: given.mode ?? null,
    };
  });
  const short = (source: string): ComposeFileGrant => ({
    kind,
    source,
    target: `${folders[kind]}${source}`,
    uid: null,
    gid: null,
    mode: null,
  });
  return z.array(shortOrLong(short, long), `Must be a list of ${kind}s.`);
}

export const configGrants = grant('config');
export const secretGrants = grant('secret');

export const networkMode = filledLine.transform((value, context): ComposeNetworkMode => {
  if (value === 'none' || value === 'host' || value === 'bridge') return { kind: value };
  if (value.startsWith('service:')) return { kind: 'service', service: value.slice('service:'.length) };
  context.addIssue({ code: 'custom', message: 'Must be bridge, host, none or service:NAME of this file.' });
  return z.NEVER;
});

/** `HOST:ADDRESS`, `HOST=ADDRESS`, or a map of hosts → `HOST:ADDRESS`. */
export const extraHosts = z.unknown().transform((value, context): string[] => {
  const entries = isRecord(value)
    ? Object.entries(value).flatMap(([host, address]) =>
        (Array.isArray(address) ? address : [address]).map((one: unknown) => `${host}:${String(one)}`),
      )
    : lineList.safeParse(value).data;
  const form = /^([A-Za-z0-9_*.-]{1,253})[:=]\s*\[?([0-9A-Fa-f:.]+|host-gateway)\]?$/;
  const hosts = entries?.map((entry) => form.exec(entry.trim()));
  if (hosts?.every((match) => match !== null)) return hosts.map((match) => `${match[1]}:${match[2]}`);
  context.addIssue({ code: 'custom', message: 'Must be HOST:ADDRESS, or a map of hosts to addresses.' });
  return z.NEVER;
});
