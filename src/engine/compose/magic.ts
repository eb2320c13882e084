import type { MagicDomain, MagicKind, MagicVariable, MagicVariables } from '../../domain/compose/variables';
import { comparable, type MagicName, parseMagicName } from './magic-name';
import type { ComposeFile, TreeNode } from './types';
import { magicNamesIn, plainValues } from './values';

/**
 * Collect the magic variables of a file (`deployment.md` §16): values to generate, and the domains of its services.
 */
export function magicVariables(file: ComposeFile): MagicVariables {
  const collector = new Collector([...file.services.keys()]);
  const uses = [...declarations(file), ...reads(file)];
  for (const use of uses) collector.add(use);
  return { variables: [...collector.variables.values()], domains: collector.allDomains() };
}

/** One use of a magic name. */
interface Use {
  magic: MagicName;
  /** null: at the top level of the file. */
  service: string | null;
  isDeclared: boolean;
  path: string | null;
}

/** List environment keys without a value, or with the path of an address. */
function* declarations(file: ComposeFile): Generator<Use> {
  for (const [service, node] of file.services) {
    for (const [key, value] of environmentEntries(node.entries.get('environment')?.value)) {
      const magic = parseMagicName(key);
      if (!magic || (value !== '' && !value.startsWith('/'))) continue;
      yield { magic, service, isDeclared: true, path: value === '' ? null : value };
    }
  }
}

function environmentEntries(node: TreeNode | undefined): [string, string][] {
  if (node?.kind === 'map')
    return [...node.entries].map(([key, { value }]) => [
      key,
      value.kind === 'scalar' ? String(value.value ?? '') : '?',
    ]);
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => {
    if (item.kind === 'map') return environmentEntries(item);
    if (item.kind !== 'scalar') return [];
    const text = String(item.value ?? '');
    const equals = text.indexOf('=');
    return [equals === -1 ? [text.trim(), ''] : [text.slice(0, equals).trim(), text.slice(equals + 1)]];
  });
}

/** List the names that values of the file read. */
function reads(file: ComposeFile): Use[] {
  const uses: Use[] = [];
  const add = (name: string, path: readonly PropertyKey[]): void => {
    const magic = parseMagicName(name);
    const service = path[0] === 'services' ? String(path[1]) : null;
    if (magic) uses.push({ magic, service, isDeclared: false, path: null });
  };
  plainValues(file.root, [], () => undefined, { read: (name, _operator, _word, path) => add(name, path) });
  for (const [name, node] of file.services) {
    for (const content of contentsOf(node.entries.get('volumes')?.value))
      for (const magic of magicNamesIn(content)) add(magic, ['services', name]);
  }
  return uses;
}

function contentsOf(volumes: TreeNode | undefined): string[] {
  if (volumes?.kind !== 'list') return [];
  return volumes.items.flatMap((volume) => {
    const content = volume.kind === 'map' ? volume.entries.get('content')?.value : undefined;
    return content?.kind === 'scalar' && typeof content.value === 'string' ? [content.value] : [];
  });
}

interface DomainDraft {
  label: string;
  service: string;
  port: number | null;
  path: string;
}

class Collector {
  readonly variables = new Map<string, MagicVariable>();
  private readonly domains = new Map<string, DomainDraft>();
  private readonly byName = new Map<string, string>();

  constructor(private readonly services: readonly string[]) {
    for (const name of services)
      if (!this.byName.has(comparable(name))) this.byName.set(comparable(name), name);
  }

  add(use: Use): void {
    const { magic } = use;
    if (magic.kind === 'address') this.addAddress(use);
    else if (magic.kind === 'name') {
      const service = this.byName.get(comparable(magic.id)) ?? (use.isDeclared ? use.service : null);
      if (service !== null) this.addVariable(magic.name, { kind: 'name', service });
    } else if (magic.value) {
      this.addVariable(magic.name, magic.value);
      if (magic.value.kind === 'jwt')
        this.addVariable('SERVICE_PASSWORD_JWT', { kind: 'password', length: 32 });
    }
  }

  allDomains(): MagicDomain[] {
    return [...this.domains.values()];
  }

  private addVariable(name: string, value: MagicKind): void {
    if (!this.variables.has(name)) this.variables.set(name, { name, value });
  }

  private addAddress(use: Use): void {
    const { base, port, owner } = this.readId(use.magic.id);
    const domain = this.domainFor(use, base, port, owner);
    if (use.path !== null) domain.path = use.path;
    const id = base.replaceAll(/[-.]/g, '_');
    for (const kind of ['url', 'fqdn'] as const) {
      const name = `SERVICE_${kind.toUpperCase()}_${id}`;
      this.addVariable(name, { kind, domain: domain.label, port: null });
      if (port !== null) this.addVariable(`${name}_${port}`, { kind, domain: domain.label, port });
    }
  }

  /** Split `MYAPP_3000` into the service it names, its port, and the id without it. */
  private readId(id: string): { base: string; port: number | null; owner: string | null } {
    const whole = this.byName.get(comparable(id));
    if (whole !== undefined) return { base: id, port: null, owner: whole };
    const match = /^(.+)_(\d{1,5})$/.exec(id);
    const port = match && Number(match[2]) >= 1 && Number(match[2]) <= 65_535 ? Number(match[2]) : null;
    const base = port === null ? id : (match?.[1] ?? id);
    return { base, port, owner: this.byName.get(comparable(base)) ?? null };
  }

  private domainFor(use: Use, base: string, port: number | null, owner: string | null): DomainDraft {
    const label = hostLabel(owner ?? base);
    const ports = [...this.domains.values()].filter(
      (domain) => domain.label === label || domain.label === `${label}-${port}`,
    );
    const same = ports.find((domain) => port === null || domain.port === port || domain.port === null);
    if (same) {
      same.port ??= port;
      return same;
    }
    const service = owner ?? use.service ?? this.services[0] ?? '';
    const known = [...this.domains.values()].find((domain) => domain.service === service);
    // A spelling that names no service and that no environment declares is an alias of a known domain.
    if (owner === null && !use.isDeclared && known && (port === null || known.port === port)) return known;
    const domain = { label: ports.length === 0 ? label : `${label}-${port}`, service, port, path: '/' };
    this.domains.set(domain.label, domain);
    return domain;
  }
}

function hostLabel(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
