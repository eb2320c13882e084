import type { TemplateConfiguration, TemplateDomain, TemplateFile } from '../../domain/compose/template';
import { Secret } from '../../domain/secret';
import { callTemplateFunction, type TemplateSurroundings } from './template-functions';

/** A template's own part of a resource, with every value generated. */
export interface FilledConfiguration {
  /** Variables of the resource. */
  environment: readonly (readonly [name: string, value: Secret])[];
  /** Domains, each with its host. */
  domains: readonly (TemplateDomain & { host: string })[];
  /** Files below the resource's folder. */
  files: readonly (Pick<TemplateFile, 'path'> & { content: Secret })[];
  /** Values of the template's own variables, for filling a later version. */
  values: ReadonlyMap<string, string>;
}

/** A `${…}` reference; the payload of a token may contain braces. */
const reference = /\$\{((?:jwt:[^{}]*\{[^{}]*\})|[^{}]+)\}/g;
const wholeReference = /^\$\{([^{}]+)\}$/;

/** Generate the values of a template once, for one resource. @param known values generated for it before */
export function fillConfiguration(
  configuration: TemplateConfiguration,
  surroundings: TemplateSurroundings,
  known: ReadonlyMap<string, string> = new Map(),
): FilledConfiguration {
  const filler = new Filler(configuration.variables, surroundings, known);
  const environment = configuration.environment.map(([name, text]) => [name, filler.fill(text)] as const);
  const others = new Map(environment);
  return {
    environment: environment.map(
      ([name, text]) => [name, new Secret(withOthers(name, text, others))] as const,
    ),
    domains: configuration.domains.map((domain) => ({
      ...domain,
      host: domain.host === null ? surroundings.host() : hostOf(filler.fill(domain.host)),
    })),
    files: configuration.files.map(({ path, content }) => ({
      path,
      content: new Secret(filler.fill(content)),
    })),
    values: filler.made(),
  };
}

/** Resolve variables of the environment that name each other, as they may in the original format. */
function withOthers(name: string, text: string, known: ReadonlyMap<string, string>): string {
  return text.replaceAll(reference, (whole, other: string) =>
    other === name ? whole : (known.get(other) ?? whole),
  );
}

function hostOf(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
}

class Filler {
  private readonly values: Map<string, string>;
  private readonly texts: ReadonlyMap<string, string>;
  private readonly active = new Set<string>();

  constructor(
    variables: TemplateConfiguration['variables'],
    private readonly surroundings: TemplateSurroundings,
    known: ReadonlyMap<string, string>,
  ) {
    this.texts = new Map(variables);
    this.values = new Map([...known].filter(([name]) => this.texts.has(name)));
    // Functions first: other variables may name them.
    for (const [name, text] of variables) {
      const call = wholeReference.exec(text)?.[1];
      if (this.values.has(name)) continue;
      const value = call === undefined || call.startsWith('jwt:') ? null : this.call(call);
      if (value !== null) this.values.set(name, value);
    }
  }

  fill(text: string): string {
    return text.replaceAll(
      reference,
      (whole, call: string) => this.call(call) ?? this.variable(call) ?? whole,
    );
  }

  /** Generate all variables, and return their values. */
  made(): Map<string, string> {
    for (const name of this.texts.keys()) this.variable(name);
    return new Map(this.values);
  }

  private call(call: string): string | null {
    return callTemplateFunction(call, this.surroundings, (name) => this.variable(name));
  }

  private variable(name: string): string | undefined {
    const made = this.values.get(name);
    const text = this.texts.get(name);
    // A variable that names itself stays as written.
    if (made !== undefined || text === undefined || this.active.has(name)) return made;
    this.active.add(name);
    const value = this.fill(text);
    this.active.delete(name);
    this.values.set(name, value);
    return value;
  }
}
