import type { z } from 'zod';
import type { ComposeOutcome, ComposeProblem } from '../../../domain/compose/problem';
import { byteLength } from '../../../domain/input/text';
import { issueMessage } from '../../compose/schema/issue-message';
import { readTree } from '../../compose/tree';
import type { TreeNode } from '../../compose/types';
import { problemAt } from '../../compose/values';

const MOST_BYTES = 64 * 1024;
const MOST_PROBLEMS = 20;

/**
 * Read what users wrote for a proxy, YAML or JSON, by a schema.
 * @param keyRefusal words for a key that the schema does not have, at a path
 */
export function parsePart<T>(
  text: string,
  schema: z.ZodType<T>,
  keyRefusal: (path: readonly PropertyKey[], key: string) => string,
): ComposeOutcome<T> {
  if (byteLength(text) > MOST_BYTES)
    return refused([{ line: 1, column: 1, message: 'The configuration must not be larger than 64 KB.' }]);
  const tree = readTree(text);
  if (!tree.ok) return tree;
  const result = schema.safeParse(plainOf(tree.value));
  if (result.success) return { ok: true, value: result.data, warnings: [] };
  const problems = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => problemAt(tree.value, [...issue.path, key], keyRefusal(issue.path, key)))
      : [problemAt(tree.value, issue.path, issueMessage(issue))],
  );
  return refused(problems.slice(0, MOST_PROBLEMS));
}

function refused(problems: readonly ComposeProblem[]): { ok: false; problems: readonly ComposeProblem[] } {
  return { ok: false, problems };
}

function plainOf(node: TreeNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, plainOf(value)]));
}
