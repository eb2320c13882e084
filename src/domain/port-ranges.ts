import type { PortMapping } from './workload/container-run';

/** Mappings with consecutive ports on both sides, as one. */
export interface PortRange {
  first: PortMapping;
  last: PortMapping;
}

/** Join mappings to ranges, in order. */
export function portRanges(mappings: readonly PortMapping[]): PortRange[] {
  const ranges: PortRange[] = [];
  for (const mapping of mappings) {
    const range = ranges.at(-1);
    if (range && follows(range.last, mapping)) range.last = mapping;
    else ranges.push({ first: mapping, last: mapping });
  }
  return ranges;
}

function follows(last: PortMapping, next: PortMapping): boolean {
  return (
    next.ip === last.ip &&
    next.protocol === last.protocol &&
    next.hostPort === last.hostPort + 1 &&
    next.containerPort === last.containerPort + 1
  );
}

/** Write `8080`, or `28000-28003`. */
export function spanText(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}
