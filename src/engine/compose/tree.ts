import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { ComposeOutcome, ComposeProblem } from '../../domain/compose/problem';
import { MAX_DEPTH, TOO_DEEP, yamlBoundsProblem, yamlProblemText } from '../../domain/yaml-bounds';
import { asList, isMergeKey, mergeInto } from './merge';
import type { MapEntry, Place, ScalarValue, TreeNode } from './types';

/** Nodes after alias expansion. */
const MAX_NODES = 150_000;
const MAX_PROBLEMS = 20;

const standardTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq', 'merge'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Read YAML as a tree with positions. Duplicate keys, custom tags and oversized input are refused. */
export function readTree(text: string): ComposeOutcome<TreeNode> {
  const tooLarge = yamlBoundsProblem(text);
  if (tooLarge) return { ok: false, problems: [tooLarge] };
  const lines = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    // Duplicate keys are found while the tree is built: the parser's own search compares every pair of keys.
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      merge: false,
      prettyErrors: false,
      logLevel: 'error',
      schema: 'core',
    });
    if (document.errors.length > 0) {
      const problems = document.errors
        .slice(0, MAX_PROBLEMS)
        .map((problem) => ({ ...placeAt(problem.pos[0]), message: yamlProblemText(problem) }));
      return { ok: false, problems };
    }
    const reader = new TreeReader(placeAt);
    const value = reader.read(document.contents);
    return reader.problems.length > 0
      ? { ok: false, problems: reader.problems.slice(0, MAX_PROBLEMS) }
      : { ok: true, value, warnings: [] };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problems: [error.problem] };
    throw error;
  }
}

class Refusal extends Error {
  constructor(readonly problem: ComposeProblem) {
    super(problem.message);
  }
}

/** Size of a node with everything below it. */
interface Extent {
  nodes: number;
  depth: number;
}

class TreeReader {
  readonly problems: ComposeProblem[] = [];
  private readonly anchors = new Map<string, TreeNode>();
  private readonly extents = new WeakMap<TreeNode, Extent>();

  constructor(private readonly placeAt: (offset: number) => Place) {}

  read(node: unknown): TreeNode {
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (target) return target;
      throw this.refusal(node, `The alias *${node.source.slice(0, 80)} does not refer to an earlier anchor.`);
    }
    if (isScalar(node) || isSeq(node) || isMap(node)) {
      this.checkTag(node);
      const read = isScalar(node) ? this.scalar(node) : isSeq(node) ? this.list(node) : this.map(node);
      if (node.anchor !== undefined) this.anchors.set(node.anchor, read);
      return read;
    }
    return { kind: 'scalar', value: null, source: '', place: { line: 1, column: 1 } };
  }

  private scalar(node: Scalar): TreeNode {
    const value = scalarValue(node.value);
    return { kind: 'scalar', value, source: node.source ?? String(value ?? ''), place: this.placeOf(node) };
  }

  private list(node: YAMLSeq): TreeNode {
    const items = node.items.map((item) => this.read(item));
    return this.measured({ kind: 'list', items, place: this.placeOf(node) }, items);
  }

  private map(node: YAMLMap): TreeNode {
    const place = this.placeOf(node);
    const entries = new Map<string, MapEntry>();
    const merged: TreeNode[] = [];
    for (const pair of node.items) {
      const at = this.placeOf(pair.key);
      if (isMergeKey(pair.key)) {
        merged.push(this.read(pair.value));
        continue;
      }
      const key = this.keyOf(pair);
      if (entries.has(key)) this.problems.push({ ...at, key, message: 'This key appears twice.' });
      entries.set(key, { place: at, value: this.read(pair.value) });
    }
    const list = asList(merged, entries.size);
    if (list) return this.measured({ kind: 'list', items: list, place }, list);
    const refused = mergeInto(entries, merged);
    if (refused) throw new Refusal({ ...place, key: '<<', message: refused });
    return this.measured(
      { kind: 'map', entries, place },
      [...entries.values()].map(({ value }) => value),
    );
  }

  private keyOf({ key }: Pair): string {
    const named = isAlias(key) ? this.read(key) : isScalar(key) ? this.scalar(key) : null;
    if (named?.kind !== 'scalar') throw this.refusal(key, 'A key must be a string.');
    const text = typeof named.value === 'string' ? named.value : named.source;
    if (text === '__proto__') throw this.refusal(key, 'This key is not allowed.');
    return text;
  }

  private measured<T extends TreeNode>(node: T, children: readonly TreeNode[]): T {
    let nodes = 1 + children.length;
    let depth = 0;
    for (const child of children) {
      const extent = this.extents.get(child);
      if (!extent) continue;
      nodes += extent.nodes;
      depth = Math.max(depth, extent.depth);
    }
    if (nodes > MAX_NODES)
      throw new Refusal({
        ...node.place,
        message: 'The file is too large after its aliases are expanded.',
      });
    if (depth + 1 > MAX_DEPTH) throw new Refusal({ ...node.place, message: TOO_DEEP });
    this.extents.set(node, { nodes, depth: depth + 1 });
    return node;
  }

  private checkTag(node: Scalar | YAMLSeq | YAMLMap): void {
    if (node.tag === undefined || standardTags.has(node.tag)) return;
    this.problems.push({ ...this.placeOf(node), message: 'Custom YAML tags are not allowed.' });
  }

  private placeOf(node: unknown): Place {
    const hasRange = isScalar(node) || isSeq(node) || isMap(node) || isAlias(node);
    return this.placeAt(hasRange ? (node.range?.[0] ?? 0) : 0);
  }

  private refusal(node: unknown, message: string): Refusal {
    return new Refusal({ ...this.placeOf(node), message });
  }
}

function scalarValue(value: unknown): ScalarValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}
