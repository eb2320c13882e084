import type { DockerRunOptions } from '../../workload/container-run';
import { isHostName, isIpAddress } from '../address/host-address';
import { singleLine } from '../text';
import { sizeInBytes } from './limits';
import { isReservedName } from './reserved-name';

const MAX_BYTES = 4096;

/** Mutable while parsing; the spec's type is read-only. */
type Draft = { -readonly [K in keyof DockerRunOptions]: DockerRunOptions[K] };

/** Applies an option's value; false when the value is invalid. */
type OptionReader = (value: string, draft: Draft) => boolean;

function when(accepted: boolean, apply: () => void): boolean {
  if (accepted) apply();
  return accepted;
}

/** Limits of setrlimit(2), by Docker's names: an unknown name would fail only when the container starts. */
const ulimitNames = new Set(
  'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(
    ' ',
  ),
);

/** The allow list of hostile-inputs row 22. Everything else needs host access, which no one has by default. */
const options: Record<string, OptionReader> = {
  'cap-drop': (value, draft) =>
    when(/^[A-Z_]{2,40}$/i.test(value), () => {
      draft.capDrop = [...(draft.capDrop ?? []), value.toUpperCase()];
    }),
  ulimit: (value, draft) => {
    const match = /^([a-z]{2,20})=(-1|\d{1,12})(?::(-1|\d{1,12}))?$/.exec(value);
    const soft = Number(match?.[2]);
    const hard = match?.[3] === undefined ? soft : Number(match[3]);
    const isOrdered = hard === -1 || (soft !== -1 && soft <= hard);
    return when(match !== null && ulimitNames.has(match[1] ?? '') && isOrdered, () => {
      draft.ulimits = [...(draft.ulimits ?? []), { name: match?.[1] ?? '', soft, hard }];
    });
  },
  'shm-size': (value, draft) =>
    when(/^\d{1,12}[bkmg]?$/i.test(value) && sizeInBytes(value) <= 1024 ** 4, () => {
      draft.shmSize = sizeInBytes(value);
    }),
  sysctl: (value, draft) => {
    const match = /^(net\.[a-z0-9_.-]{1,100})=([A-Za-z0-9 _.-]{1,100})$/.exec(value);
    return when(match !== null, () => {
      draft.sysctls = { ...draft.sysctls, [match?.[1] ?? '']: match?.[2] ?? '' };
    });
  },
  dns: (value, draft) =>
    when(isIpAddress(value), () => {
      draft.dns = [...(draft.dns ?? []), value];
    }),
  hostname: (value, draft) =>
    when(isHostName(value) && !isReservedName(value), () => {
      draft.hostname = value;
    }),
  entrypoint: (value, draft) =>
    when(value !== '' && !value.startsWith('-'), () => {
      draft.entrypoint = [value];
    }),
  gpus: (value, draft) =>
    when(/^(?:all|\d{1,3})$/.test(value), () => {
      draft.gpus = value === 'all' ? 'all' : Number(value);
    }),
  ip: (value, draft) =>
    when(isIpAddress(value) && !value.includes(':'), () => {
      draft.ip = value;
    }),
  ip6: (value, draft) =>
    when(isIpAddress(value) && value.includes(':'), () => {
      draft.ip6 = value;
    }),
  tmpfs: (value, draft) => {
    const match = /^(\/[A-Za-z0-9._/-]{1,200})(?::([a-z0-9=,]{1,100}))?$/.exec(value);
    const accepted = match !== null && !value.split(/[/:]/).includes('..');
    return when(accepted, () => {
      draft.tmpfs = { ...draft.tmpfs, [match?.[1] ?? '']: match?.[2] ?? '' };
    });
  },
};

export type ParsedRunOptions = { ok: true; options: DockerRunOptions } | { ok: false; reason: string };

/**
 * Parse options such as `--ulimit nofile=1024 --init`. Words are split at blanks; quotes group; no shell is involved.
 */
export function parseDockerRunOptions(text: string): ParsedRunOptions {
  const words = splitWords(text);
  if (words === null) return { ok: false, reason: 'A quote is not closed.' };
  const draft: Draft = {};
  for (let index = 0; index < words.length; index++) {
    const match = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(words[index] ?? '');
    if (!match) return { ok: false, reason: 'Must be options that start with --.' };
    const [, name = '', inline] = match;
    if (name === 'init' && inline === undefined) {
      draft.init = true;
      continue;
    }
    const read = options[name];
    if (!Object.hasOwn(options, name) || !read)
      return { ok: false, reason: `The option --${name.slice(0, 40)} is not allowed.` };
    const value = inline ?? words[++index];
    if (value === undefined || !read(value, draft))
      return { ok: false, reason: `The value of --${name} is not valid.` };
  }
  return { ok: true, options: draft };
}

/** Split words at blanks; `'…'` and `"…"` keep blanks together. null: a quote is not closed. */
function splitWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (const character of text) {
    if (quote !== null) {
      if (character === quote) quote = null;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (character === ' ') {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  return words;
}

export const dockerRunOptions = singleLine(MAX_BYTES).superRefine((text, context) => {
  const parsed = parseDockerRunOptions(text);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.reason });
});
