import { ArrowRight, Lock, Minus, Plus } from 'lucide-react';
import { type Diff, type DiffLine, diffLines, fieldTitle } from './diff-lines';

/** Differences, field by field. A sign and the position distinguish before from after, not colour alone. */
export function AuditDiff({ diff }: { diff: Diff }) {
  return (
    <dl className="divide-y divide-line overflow-hidden rounded-lg border border-line">
      {diffLines(diff).map((line) => (
        <div key={line.field} className="px-3 py-2.5">
          <dt className="mb-1 font-medium">{fieldTitle(line.field)}</dt>
          <dd>
            <Change line={line} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Change({ line }: { line: DiffLine }) {
  switch (line.kind) {
    case 'secret':
      return (
        <p className="flex items-center gap-1.5 text-ink-2">
          <Lock aria-hidden className="size-3.5" /> Changed. The value is not recorded.
        </p>
      );
    case 'list':
      return (
        <ul className="space-y-0.5">
          {line.removed.map((entry) => (
            <li key={entry}>
              <Removed text={entry} />
            </li>
          ))}
          {line.added.map((entry) => (
            <li key={entry}>
              <Added text={entry} />
            </li>
          ))}
        </ul>
      );
    case 'value':
      return line.from !== null && line.to !== null && line.from.length + line.to.length < 48 ? (
        <p className="flex flex-wrap items-center gap-2 text-xs">
          <del className="rounded-sm bg-bad-soft px-1.5 py-0.5 font-mono text-bad">{line.from}</del>
          <ArrowRight aria-label="to" className="size-3.5 text-ink-3" />
          <ins className="rounded-sm bg-ok-soft px-1.5 py-0.5 font-mono text-ok no-underline">{line.to}</ins>
        </p>
      ) : (
        <div className="space-y-0.5">
          {line.from !== null && <Removed text={line.from} />}
          {line.to === null ? <p className="text-ink-3 text-xs">now empty</p> : <Added text={line.to} />}
        </div>
      );
  }
}

function Removed({ text }: { text: string }) {
  return (
    <del className="flex items-start gap-1.5 rounded-sm bg-bad-soft px-1.5 py-0.5 text-bad text-xs no-underline">
      <Minus aria-label="before" className="mt-0.5 size-3 shrink-0" />
      <span className="wrap-anywhere whitespace-pre-wrap font-mono">{text}</span>
    </del>
  );
}

function Added({ text }: { text: string }) {
  return (
    <ins className="flex items-start gap-1.5 rounded-sm bg-ok-soft px-1.5 py-0.5 text-ok text-xs no-underline">
      <Plus aria-label="after" className="mt-0.5 size-3 shrink-0" />
      <span className="wrap-anywhere whitespace-pre-wrap font-mono">{text}</span>
    </ins>
  );
}
