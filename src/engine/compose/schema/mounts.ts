import { posix } from 'node:path';
import { z } from 'zod';
import type { BindMount, ComposeMount, TmpfsMount, VolumeMount } from '../../../domain/compose/service';
import { Secret } from '../../../domain/secret';
import { fileMode, filledLine, flag, line, record, shortOrLong, size, text } from './forms';

const volumeName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const NOT_A_VOLUME = 'A volume name may contain letters, digits, . _ and -; a path must start with ./ or /.';
const NOT_ABSOLUTE = 'The path in the container must be absolute.';

/** Get the volume key of `data/uploads`: without a leading `./`, Compose reads a volume name, here `data-uploads`. */
export function volumeKey(source: string): string | null {
  const name = source.replace(/\/+$/, '').replaceAll(/\/+/g, '-');
  return volumeName.test(name) ? name : null;
}

const propagations = new Set(['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave']);
/** Options for SELinux or other engines: no effect here, as with Docker on other systems. */
const ignoredOptions = new Set(['z', 'Z', 'cached', 'delegated', 'consistent']);

export function containerPath(path: string): string | null {
  if (!path.startsWith('/')) return null;
  const normal = posix.normalize(path);
  return normal.length > 1 ? normal.replace(/\/$/, '') : normal;
}

/** Locate the source of a bind: below the resource's folder, or elsewhere on the host. */
export function bindSource(source: string): Pick<BindMount, 'place' | 'source'> {
  if (source.startsWith('/')) return { place: 'host', source: posix.normalize(source) };
  if (source.startsWith('~')) return { place: 'host', source };
  const path = posix.normalize(source).replace(/(?<=.)\/$/, '');
  // Another catalogue keeps a resource's files next to its compose file.
  if (path === '../files' || path.startsWith('../files/')) return { place: 'folder', source: path.slice(3) };
  return { place: path === '..' || path.startsWith('../') ? 'host' : 'folder', source: path };
}

const noBind = {
  createHostPath: true,
  propagation: null,
  content: null,
  isDirectory: null,
  mode: null,
} as const;

function shortMount(value: string): ComposeMount | string {
  const parts = value.trim().split(':');
  if (parts.length > 3) return 'Must be source:target, optionally followed by options such as :ro.';
  const [first = '', second, options] = parts;
  const target = containerPath(second ?? first);
  if (target === null) return NOT_ABSOLUTE;
  if (second === undefined) return anonymous(target, false);
  const read = mountOptions(options ?? '');
  if (typeof read === 'string') return read;
  if (/^[./~]/.test(first)) {
    return {
      kind: 'bind',
      ...bindSource(first),
      target,
      ...noBind,
      readOnly: read.readOnly,
      propagation: read.propagation,
    };
  }
  if (first === '') return anonymous(target, read.readOnly);
  const name = volumeKey(first);
  if (name === null) return NOT_A_VOLUME;
  return {
    kind: 'volume',
    source: name,
    target,
    readOnly: read.readOnly,
    noCopy: read.noCopy,
    subpath: null,
  };
}

function anonymous(target: string, readOnly: boolean): VolumeMount {
  return { kind: 'volume', source: null, target, readOnly, noCopy: false, subpath: null };
}

function mountOptions(
  text: string,
): { readOnly: boolean; noCopy: boolean; propagation: string | null } | string {
  const options = text.split(',').filter((option) => option !== '');
  const propagation = options.find((option) => propagations.has(option)) ?? null;
  const known = new Set(['ro', 'rw', 'nocopy', ...ignoredOptions, ...propagations]);
  if (options.some((option) => !known.has(option)))
    return 'The options of a mount are ro, rw, nocopy and propagation.';
  return { readOnly: options.includes('ro'), noCopy: options.includes('nocopy'), propagation };
}

const longMount = record({
  type: z.enum(['volume', 'bind', 'tmpfs'], 'Must be volume, bind or tmpfs.').optional(),
  source: line.optional(),
  target: filledLine,
  read_only: flag.optional(),
  consistency: line.optional(),
  bind: record({
    propagation: z.enum([...propagations], 'Is not a propagation mode that Docker supports.').optional(),
    create_host_path: flag.optional(),
    selinux: line.optional(),
  }).optional(),
  volume: record({ nocopy: flag.optional(), subpath: filledLine.optional() }).optional(),
  tmpfs: record({ size: size.optional(), mode: fileMode.optional() }).optional(),
  content: text.optional(),
  is_directory: flag.optional(),
  isDirectory: flag.optional(),
  mode: fileMode.optional(),
}).transform((mount, context): ComposeMount => {
  const refuse = (key: string, message: string): never => {
    context.addIssue({ code: 'custom', path: [key], message });
    return z.NEVER;
  };
  const target = containerPath(mount.target);
  if (target === null) return refuse('target', NOT_ABSOLUTE);
  const source = mount.source ?? '';
  const readOnly = mount.read_only ?? false;
  const type = mount.type ?? (/^[./~]/.test(source) ? 'bind' : 'volume');
  if (type === 'tmpfs') return { kind: 'tmpfs', target, options: tmpfsOptions(mount.tmpfs) };
  if (type === 'bind') {
    if (source === '') return refuse('source', 'A bind needs a source.');
    return {
      kind: 'bind',
      ...bindSource(source),
      target,
      readOnly,
      createHostPath: mount.bind?.create_host_path ?? true,
      propagation: mount.bind?.propagation ?? null,
      content: mount.content === undefined ? null : new Secret(mount.content),
      isDirectory: mount.is_directory ?? mount.isDirectory ?? null,
      mode: mount.mode ?? null,
    };
  }
  const name = source === '' ? null : volumeKey(source);
  if (source !== '' && name === null) return refuse('source', NOT_A_VOLUME);
  const subpath = mount.volume?.subpath ?? null;
  if (subpath !== null && (subpath.startsWith('/') || subpath.split('/').includes('..')))
    return refuse('volume', 'The subpath must be inside the volume.');
  const noCopy = mount.volume?.nocopy ?? false;
  return { kind: 'volume', source: name, target, readOnly, noCopy, subpath };
});

function tmpfsOptions(options: { size?: number | undefined; mode?: number | undefined } = {}): string {
  return [
    ...(options.size === undefined ? [] : [`size=${options.size}`]),
    ...(options.mode === undefined ? [] : [`mode=${options.mode.toString(8)}`]),
  ].join(',');
}

export const mounts = z.array(shortOrLong(shortMount, longMount), 'Must be a list of mounts.');

export const tmpfs = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(
    line.transform((value, context): TmpfsMount => {
      const colon = value.indexOf(':');
      const target = containerPath(colon === -1 ? value : value.slice(0, colon));
      if (target !== null)
        return { kind: 'tmpfs', target, options: colon === -1 ? '' : value.slice(colon + 1) };
      context.addIssue({ code: 'custom', message: NOT_ABSOLUTE });
      return z.NEVER;
    }),
    'Must be a path or a list of paths.',
  ),
);
