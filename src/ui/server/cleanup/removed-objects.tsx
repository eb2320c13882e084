import { byteSize } from '../../../domain/byte-size';
import type { CleanupObject } from '../../../domain/cleanup';
import { RowList } from '../../primitives/row-list';

const labels: Readonly<Record<CleanupObject['kind'], string>> = {
  container: 'Container',
  image: 'Image',
  volume: 'Volume',
  network: 'Network',
};

/** Objects that a cleanup removes or removed, each with the reason and the space that it frees. */
export function RemovedObjects({ objects, label }: { objects: readonly CleanupObject[]; label: string }) {
  return (
    <RowList label={label} rows={objects} keyOf={({ kind, name }) => `${kind} ${name}`}>
      {({ kind, name, reason, bytes }) => (
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2">
          <span className="w-20 shrink-0 text-ink-3">{labels[kind]}</span>
          <div className="min-w-0 flex-1">
            <code className="block break-all text-xs">{name}</code>
            <p className="text-ink-3 text-xs">{reason}</p>
          </div>
          <span className="text-ink-2 tabular-nums">{bytes === null ? 'Size unknown' : byteSize(bytes)}</span>
        </div>
      )}
    </RowList>
  );
}
