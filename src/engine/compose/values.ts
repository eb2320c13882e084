import type { ComposeProblem } from '../../domain/compose/problem';
import { InterpolationError, type InterpolationEvents, interpolate, type Lookup } from './interpolate';
import { isMagicName } from './magic-name';
import type { Place, ScalarNode, TreeNode } from './types';

export type Path = readonly PropertyKey[];

/** Characters of all texts of a file together, after interpolation. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** Describe a problem at a path of the tree. */
export function problemAt(root: TreeNode, path: Path, message: string): ComposeProblem {
  const place = placeAt(root, path);
  const isInService = path[0] === 'services' && path.length > 1;
  const key = keyText(isInService ? path.slice(2) : path);
  return {
    ...place,
    ...(isInService && { service: String(path[1]) }),
    ...(key !== '' && { key }),
    message,
  };
}

/** Write a path as `volumes[2].source`. */
export function keyText(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`,
    '',
  );
}

/** Position of the key or item at a path, or of its nearest parent that is written. */
export function placeAt(root: TreeNode, path: Path): Place {
  let node: TreeNode | undefined = root;
  let place = root.place;
  for (const part of path) {
    if (node?.kind === 'map') {
      const entry = node.entries.get(String(part));
      if (!entry) break;
      place = entry.place;
      node = entry.value;
    } else if (node?.kind === 'list') {
      node = node.items[Number(part)];
      if (!node) break;
      place = node.place;
    } else break;
  }
  return place;
}

/** Callbacks for what interpolation notices, by path. */
export interface ValueEvents {
  missing?: (name: string, path: Path) => void;
  required?: (name: string, message: string, path: Path) => void;
  read?: (name: string, operator: string | null, word: string | null, path: Path) => void;
  loneSign?: (path: Path) => void;
}

/** Convert a tree to plain values with its variables replaced; a path leads back to the position. */
export function plainValues(
  root: TreeNode,
  from: Path,
  lookup: Lookup,
  events: ValueEvents,
): { value: unknown; problems: readonly ComposeProblem[] } {
  const reader = new ValueReader(root, lookup, events);
  return { value: reader.read(nodeAt(root, from), [...from]), problems: reader.problems };
}

function nodeAt(root: TreeNode, path: Path): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const part of path) node = node?.kind === 'map' ? node.entries.get(String(part))?.value : undefined;
  return node;
}

class ValueReader {
  readonly problems: ComposeProblem[] = [];
  private characters = 0;

  constructor(
    private readonly root: TreeNode,
    private readonly lookup: Lookup,
    private readonly events: ValueEvents,
  ) {}

  read(node: TreeNode | undefined, path: PropertyKey[]): unknown {
    if (node === undefined) return undefined;
    if (node.kind === 'scalar') return this.scalar(node, path);
    if (node.kind === 'list') return node.items.map((item, index) => this.read(item, [...path, index]));
    const object: Record<string, unknown> = {};
    for (const [key, { value }] of node.entries) object[key] = this.read(value, [...path, key]);
    return object;
  }

  private scalar(node: ScalarNode, path: PropertyKey[]): unknown {
    const { value, source } = node;
    // Octal modes, and numbers that a double cannot represent, stay as written.
    if (typeof value === 'number')
      return /^0\d+$/.test(source) || (Number.isInteger(value) && !Number.isSafeInteger(value))
        ? source
        : value;
    if (typeof value !== 'string' || !value.includes('$')) return value;
    try {
      const text = isTemplateContent(path)
        ? withMagicValues(value, this.lookup)
        : interpolate(value, this.lookup, this.eventsAt(path));
      this.characters += text.length;
      if (this.characters > MAX_CHARACTERS)
        throw new InterpolationError('The compose file is too large after its variables are replaced.', 0);
      return text;
    } catch (error) {
      if (!(error instanceof InterpolationError)) throw error;
      if (this.characters <= MAX_CHARACTERS || this.problems.length === 0)
        this.problems.push(problemAt(this.root, path, error.message));
      return '';
    }
  }

  private eventsAt(path: PropertyKey[]): InterpolationEvents {
    const { missing, required, read, loneSign } = this.events;
    return {
      ...(missing && { missing: (name) => missing(name, path) }),
      ...(required && { required: (name, message) => required(name, message, path) }),
      ...(read && { read: (name, operator, word) => read(name, operator, word, path) }),
      ...(loneSign && { loneSign: () => loneSign(path) }),
    };
  }
}

/** Whether a path is the content of a template's file: a script or a configuration in which `$` is literal. */
export function isTemplateContent(path: Path): boolean {
  return path.length === 5 && path[0] === 'services' && path[2] === 'volumes' && path[4] === 'content';
}

const magicReference = /\$\{(SERVICE_[A-Za-z0-9_.-]+)\}|\$(SERVICE_[A-Za-z0-9_]+)/g;

/** Find the names of magic variables in the content of a file. */
export function magicNamesIn(content: string): string[] {
  return [...content.matchAll(magicReference)]
    .map(([, braced, plain]) => braced ?? plain ?? '')
    .filter(isMagicName);
}

function withMagicValues(content: string, lookup: Lookup): string {
  return content.replaceAll(magicReference, (whole, braced?: string, plain?: string) => {
    const name = braced ?? plain ?? '';
    return isMagicName(name) ? (lookup(name) ?? whole) : whole;
  });
}
