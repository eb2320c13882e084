import type { ComposeProblem } from './problem';

export type CatalogueFormat = 'coolify' | 'dokploy';

/** Description of a template by its author. */
export interface TemplateAbout {
  /** Unique in its catalogue. */
  type: string;
  name: string;
  slogan: string | null;
  documentation: string | null;
  category: string | null;
  tags: readonly string[];
  logo: string | null;
  /** Container port of the main service. */
  port: number | null;
  minimumVersion: string | null;
  amd64Only: boolean;
}

/** A domain of a template in the folder format; without a host one is generated. */
export interface TemplateDomain {
  service: string;
  port: number | null;
  path: string;
  host: string | null;
}

/** A file below the resource's folder. */
export interface TemplateFile {
  path: string;
  content: string;
}

/**
 * What a template in the folder format defines in addition to its compose file; helpers are replaced once per
 * resource.
 */
export interface TemplateConfiguration {
  /** Name → text with helpers. */
  variables: readonly (readonly [name: string, text: string])[];
  domains: readonly TemplateDomain[];
  environment: readonly (readonly [name: string, text: string])[];
  files: readonly TemplateFile[];
}

export interface Template {
  about: TemplateAbout;
  compose: string;
  /** null: in this format the compose file contains everything. */
  configuration: TemplateConfiguration | null;
}

/** A template of a catalogue, or why it could not be read. */
export type CatalogueEntry =
  | { ok: true; template: Template; hidden: boolean }
  | { ok: false; type: string; problems: readonly ComposeProblem[] };
