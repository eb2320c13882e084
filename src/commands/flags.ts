import type { FlagParametersForType } from '@stricli/core';
import type { PlaceFlags } from './connection/session';
import type { Terminal } from './terminal';

export const text = String;

/** `--url`, `--org`, `--project`, `--env`: the place that a command applies to. */
export const placeFlags: FlagParametersForType<PlaceFlags, Terminal> = {
  url: { kind: 'parsed', parse: text, optional: true, brief: 'Address of Gantry', placeholder: 'URL' },
  org: {
    kind: 'parsed',
    parse: text,
    optional: true,
    brief: 'Organization to use',
    placeholder: 'NAME',
  },
  project: { kind: 'parsed', parse: text, optional: true, brief: 'Project', placeholder: 'NAME' },
  env: { kind: 'parsed', parse: text, optional: true, brief: 'Environment', placeholder: 'NAME' },
};

export interface JsonFlags {
  readonly json?: string;
}

/** `--json [fields]`. */
export const jsonFlags: FlagParametersForType<JsonFlags, Terminal> = {
  json: {
    kind: 'parsed',
    parse: text,
    optional: true,
    inferEmpty: true,
    brief: 'Print JSON: all fields, or only these',
    placeholder: 'FIELDS',
  },
};

export interface SetFlags {
  readonly set?: readonly string[];
}

/** `--set field=value`: any other field of the API. */
export const setFlags: FlagParametersForType<SetFlags, Terminal> = {
  set: {
    kind: 'parsed',
    parse: text,
    optional: true,
    variadic: true,
    brief: 'Any other API field; can be repeated',
    placeholder: 'FIELD=VALUE',
  },
};
