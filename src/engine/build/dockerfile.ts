/**
 * Just enough of the Dockerfile syntax (docs.docker.com/reference/dockerfile: parser directives, continuations,
 * heredocs) to know where an instruction begins and ends. Lines are never changed, only added to.
 */
export interface Instruction {
  /** In upper case. */
  name: string;
  /** Indexes of the first and last line. */
  first: number;
  last: number;
}

/** Mark of a heredoc: a separate word, unlike the shift in `$((1<<2))`. */
const heredocMark = /(?<=^|\s)\d*<<-?(["']?)([A-Za-z_][\w.-]*)\1(?=\s|$)/gm;
const heredocInstructions = new Set(['RUN', 'COPY', 'ADD']);

/** Parse the instructions of a Dockerfile, in order. */
export function parseInstructions(lines: readonly string[]): Instruction[] {
  const continuation = escapeCharacter(lines);
  const instructions: Instruction[] = [];
  for (let index = 0; index < lines.length; index++) {
    const name = /^\s*([A-Za-z]+)(\s|$)/.exec(lines[index] ?? '')?.[1]?.toUpperCase();
    if (name === undefined) continue;
    const first = index;
    index = endOfContinuation(lines, index, continuation);
    if (heredocInstructions.has(name)) index = endOfHeredocs(lines, first, index);
    instructions.push({ name, first, last: index });
  }
  return instructions;
}

function endOfContinuation(lines: readonly string[], start: number, continuation: string): number {
  let index = start;
  while (index < lines.length - 1) {
    const line = (lines[index] ?? '').trimEnd();
    const comment = index > start && /^\s*(#|$)/.test(line);
    // Comments and blank lines inside a continued instruction do not end it.
    if (!comment && !line.endsWith(continuation)) break;
    index++;
  }
  return index;
}

function endOfHeredocs(lines: readonly string[], first: number, last: number): number {
  const opening = lines.slice(first, last + 1).join('\n');
  let index = last;
  for (const match of opening.matchAll(heredocMark)) {
    const end = lines.findIndex((line, at) => at > index && line.replace(/^\t+/, '') === match[2]);
    // A heredoc without an end is a syntax error, which Docker reports better.
    if (end !== -1) index = end;
  }
  return index;
}

function escapeCharacter(lines: readonly string[]): string {
  for (const line of lines) {
    const directive = /^#\s*([A-Za-z]+)\s*=\s*(\S+)/.exec(line);
    if (!directive) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] ?? '\\';
  }
  return '\\';
}
