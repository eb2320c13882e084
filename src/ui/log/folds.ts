import type { LogChunkLines } from './line-buffer';

/** A step whose lines follow a heading that folds them. */
export interface LogSection {
  title: string;
  /** Whether the step succeeded: few users read its lines again. */
  isDone: boolean;
}

/** Number of lines up to which a section is not folded automatically: scrolling past it is quicker than opening it. */
export const longSection = 40;

/**
 * Folded sections with their number of lines: those that the user folded, and long successful ones that the user did
 * not open.
 * @param choices true: folded by the user; false: opened by the user
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
      if (!section) return false; // without a heading, the user could not unfold it
      return choices.get(step) ?? (section.isDone && count > longSection);
    }),
  );
}

/** Whether two sets of folds render the same. */
export function isSameFolds(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([step, count]) => b.get(step) === count);
}
