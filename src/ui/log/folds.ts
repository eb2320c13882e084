import type { LogChunkLines } from './line-buffer';

/** A step whose lines follow a heading that folds them. */
export interface LogSection {
  title: string;
  /** It ended well: few read its lines again. */
  isDone: boolean;
}

/** Shorter sections are never folded without being asked: to open one costs more than to scroll past it. */
export const longSection = 40;

/**
 * The folded sections with their number of lines: those the reader folded, and long ones that ended well, unless the
 * reader opened them.
 * @param choices true: folded by the reader; false: opened.
 */
export function foldsOf(
  chunks: readonly LogChunkLines[],
  sections: ReadonlyMap<string, LogSection>,
  choices: ReadonlyMap<string, boolean>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { lines } of chunks)
    for (const { step } of lines) if (step !== null) counts.set(step, (counts.get(step) ?? 0) + 1);
  return new Map(
    [...counts].filter(([step, count]) => {
      const section = sections.get(step);
      if (!section) return false; // without a heading there is nothing to open it with
      return choices.get(step) ?? (section.isDone && count > longSection);
    }),
  );
}

/** Whether two sets of folds draw the same. */
export function isSameFolds(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([step, count]) => b.get(step) === count);
}
