import { Document, Scalar } from 'yaml';

/** Members of a part of a configuration document, by wire name. */
export type Members = Record<string, unknown>;

/** A project of another system as a document of Gantry, with the values that the document refers to. */
export interface DraftProject {
  name: string;
  document: string;
  secrets: Record<string, string>;
}

/** What another system contains, as far as Gantry can import it. */
export interface Draft {
  projects: DraftProject[];
  /** What is not imported, and why. */
  left: { what: string; reason: string }[];
  /** Data that is not copied, and the command that copies it. */
  data: { what: string; command: string }[];
}

/** Collects what becomes of a project. The values of secrets go into a list beside the document. */
export class ProjectDraft {
  readonly secrets: Record<string, string> = {};
  /** Sections of each environment; its own variables are one of them. */
  private readonly environments: Record<string, Record<string, Members>> = {};
  private variables: Members = {};

  constructor(
    readonly name: string,
    private readonly description: string | null,
  ) {}

  addEnvironment(name: string): void {
    this.environments[name] ??= {};
  }

  /** Set the variables that everything in the project, or in one of its environments, may refer to. */
  share(variables: Members, environment?: string): void {
    if (Object.keys(variables).length === 0) return;
    if (environment === undefined) this.variables = variables;
    else this.environments[environment] = { variables, ...this.environments[environment] };
  }

  /** Choose the key of a new workload: its name, with a number if the name is taken. */
  keyOf(environment: string, section: string, name: string): string {
    const there = this.environments[environment]?.[section] ?? {};
    for (let count = 1; ; count++) {
      const key = count === 1 ? name : `${name} (${count})`;
      if (!Object.hasOwn(there, key)) return key;
    }
  }

  addWorkload(environment: string, section: string, key: string, members: Members): void {
    this.addEnvironment(environment);
    const sections = this.environments[environment] ?? {};
    sections[section] = { ...sections[section], [key]: members };
  }

  /** Create a reference to a value that is not in the document. */
  secret(path: readonly string[], value: string): Scalar<string> {
    const name = path.join('.');
    this.secrets[name] = value;
    const reference = new Scalar(name);
    reference.tag = '!secret';
    return reference;
  }

  finish(): DraftProject {
    const project = { name: this.name, ...(this.description ? { description: this.description } : {}) };
    const content = {
      version: 1,
      project,
      ...filled({ variables: this.variables }),
      environments: this.environments,
    };
    const document = new Document(content, { aliasDuplicateObjects: false });
    document.commentBefore = ' Created by gantry import. It does not contain the values of "!secret NAME".';
    return { name: this.name, document: document.toString({ lineWidth: 0 }), secrets: this.secrets };
  }
}

/** Omit the members that are empty. */
export function filled(members: Members): Members {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) =>
        value !== null &&
        value !== undefined &&
        value !== '' &&
        !(typeof value === 'object' && !(value instanceof Scalar) && Object.keys(value).length === 0),
    ),
  );
}
