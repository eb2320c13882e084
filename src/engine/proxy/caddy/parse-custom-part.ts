import type { ComposeOutcome, ComposeProblem } from '../../../domain/compose/problem';
import { byteLength } from '../../../domain/input/text';
import { issueMessage } from '../../compose/schema/issue-message';
import { readTree } from '../../compose/tree';
import type { TreeNode } from '../../compose/types';
import { problemAt } from '../../compose/values';
import type { CustomPart } from './custom-part';
import { customPart } from './custom-schema';

const MOST_BYTES = 64 * 1024;
const MOST_PROBLEMS = 20;

/** Read the custom part of a proxy's configuration: YAML or JSON, in the format of Caddy's `apps.http.servers`. */
export function parseCustomPart(text: string): ComposeOutcome<CustomPart> {
  if (byteLength(text) > MOST_BYTES)
    return refused([{ line: 1, column: 1, message: 'The configuration must not be larger than 64 KB.' }]);
  const tree = readTree(text);
  if (!tree.ok) return tree;
  const result = customPart.safeParse(plainOf(tree.value));
  if (result.success) return { ok: true, value: result.data as CustomPart, warnings: [] }; // every route of the schema has handlers
  const problems = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => problemAt(tree.value, [...issue.path, key], keyRefusal(issue.path, key)))
      : [problemAt(tree.value, issue.path, issueMessage(issue))],
  );
  return refused(problems.slice(0, MOST_PROBLEMS));
}

function keyRefusal(path: readonly PropertyKey[], key: string): string {
  if (path.length === 0) return 'Only gantry_http (port 80) and gantry_https (port 443) can be extended.';
  if (path.length === 1) return `${key} is reserved for Gantry or unknown.`;
  return 'This key is not allowed here.';
}

function refused(problems: readonly ComposeProblem[]): { ok: false; problems: readonly ComposeProblem[] } {
  return { ok: false, problems };
}

function plainOf(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainOf(value)]));
}
